// A select box that finds its options by folded words (no diacritics, no case) and by their other names.
// It is a combobox with a list of its own, as the ARIA patterns describe it; `ui/selectbox.py` mounts it.
{
  const page = (globalThis.thuocDo57 ??= { parts: new Map() })
  const SHOWN = 300
  const FAR = 9
  const SHORTEST_JOINED = 3
  let made = 0

  const fold = text => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("đ", "d")
    .replace(/[^\p{L}\p{N}]+/gu, " ").trim()

  // How well an option answers what was typed: 0 is best, FAR is not at all.
  function distance({ name, also }, asked, words) {
    if (name === asked) return 0
    if (name.startsWith(asked)) return 1
    if (also.includes(asked)) return 2
    if (also.some(other => other.startsWith(asked))) return 3
    if (words.every(word => ` ${name}`.includes(` ${word}`))) return 4
    if (words.every(word => name.includes(word))) return 5
    if (also.some(other => words.every(word => other.includes(word)))) return 6
    const joined = words.join("")
    if (joined.length >= SHORTEST_JOINED && [name, ...also].some(one => one.replaceAll(" ", "").includes(joined))) return 7
    return FAR
  }

  // The options that answer, best first; among equals the order of the list stays.
  function found(options, typed) {
    const asked = fold(typed)
    if (!asked) return options.slice(0, SHOWN)
    const words = asked.split(" ")
    const ranked = options.map(option => [distance(option, asked, words), option])
    return ranked.filter(([far]) => far < FAR).sort(([one], [other]) => one - other).slice(0, SHOWN)
      .map(([, option]) => option)
  }

  class SelectBox {
    constructor(root) {
      const part = name => root.querySelector(`.pick-${name}`)
      this.root = root
      this.field = part("field")
      this.list = part("list")
      this.label = part("label")
      this.open = false
      this.matching = []
      const id = `pick-${++made}`
      this.field.id = id
      this.label.htmlFor = id
      this.list.id = `${id}-list`
      this.field.setAttribute("aria-controls", this.list.id)
      this.field.addEventListener("focus", () => this.field.select())
      this.field.addEventListener("input", () => this.follow())
      this.field.addEventListener("keydown", event => this.press(event))
      this.field.addEventListener("blur", () => this.close())
      // Before the browser sets its caret, which would end the selection that the next letter replaces.
      part("box").addEventListener("mousedown", event => {
        if (this.open && event.target === this.field) return
        event.preventDefault()
        if (this.open) return this.close()
        this.field.focus()
        this.field.select()
        this.show(this.options)
      })
      // The field keeps the focus while a reader points at the list.
      part("drop").addEventListener("mousedown", event => event.preventDefault())
      this.list.addEventListener("click", event => {
        const row = event.target.closest("li")
        if (row) this.choose(this.matching[row.dataset.place])
      })
    }

    update({ label, chosen, names, none, more, cut }, tell) {
      const moved = chosen !== this.chosen
      Object.assign(this, { tell, none, cut, chosen })
      this.options = names.map(([id, said, ...also]) => ({ id, said, name: fold(said), also: also.map(fold) }))
      this.label.textContent = label
      this.list.setAttribute("aria-label", label)
      this.root.querySelector(".pick-more").textContent = more
      // A run that ends while the reader types takes no letters away; one that was not chosen here (Back) does.
      if (!this.open) this.restore()
      else if (moved) this.close()
    }

    restore() {
      const said = this.options.find(option => option.id === this.chosen)?.said ?? ""
      if (this.field.value !== said) this.field.value = said
      this.field.title = said
    }

    follow() {
      this.show(found(this.options, this.field.value), this.field.value.trim())
    }

    // Draw the list; without a text typed the chosen option is the one stood on.
    show(matching, typed = "") {
      this.matching = matching
      this.open = true
      const rows = matching.slice(0, SHOWN).map(({ id, said }, place) => {
        const row = document.createElement("li")
        row.id = `${this.list.id}-${place}`
        row.setAttribute("role", "option")
        row.setAttribute("aria-selected", String(id === this.chosen))
        row.classList.toggle("pick-chosen", id === this.chosen)
        row.dataset.place = place
        row.textContent = said
        return row
      })
      this.list.replaceChildren(...rows)
      this.list.hidden = !rows.length
      const none = rows.length ? "" : this.none.replace("{typed}", typed)
      this.root.querySelector(".pick-none").textContent = none
      this.root.classList.add("pick-open")
      this.field.setAttribute("aria-expanded", "true")
      const own = typed ? 0 : Math.max(0, matching.findIndex(option => option.id === this.chosen))
      const below = innerHeight - this.field.getBoundingClientRect().bottom
      this.root.classList.toggle("pick-above", below < 220 && this.field.getBoundingClientRect().top > below)
      this.stand(rows.length ? own : -1)
    }

    stand(place) {
      this.list.querySelector(".pick-stood")?.classList.remove("pick-stood")
      const row = this.list.children[place]
      this.place = row ? place : -1
      if (!row) return this.field.removeAttribute("aria-activedescendant")
      row.classList.add("pick-stood")
      this.field.setAttribute("aria-activedescendant", row.id)
      const [top, bottom] = [row.offsetTop, row.offsetTop + row.offsetHeight]
      if (top < this.list.scrollTop) this.list.scrollTop = top
      else if (bottom > this.list.scrollTop + this.list.clientHeight) this.list.scrollTop = bottom - this.list.clientHeight
    }

    press(event) {
      if (event.isComposing) return
      const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key]
      if (step && !event.altKey) {
        event.preventDefault()
        if (!this.open) return this.show(this.options)
        const last = this.matching.length - 1
        const next = Math.abs(step) > 1 ? Math.min(last, Math.max(0, this.place + step)) : this.place + step
        return this.stand(next < 0 ? last : next > last ? 0 : next)
      }
      if (event.key === "Enter") {
        event.preventDefault()
        if (!this.open) return this.show(this.options)
        if (this.place >= 0) this.choose(this.matching[this.place])
        else if (this.cut && this.field.value.trim()) this.send(this.field.value.trim())
      } else if (event.key === "Escape" && this.open) {
        event.preventDefault()
        event.stopPropagation()
        this.close()
        this.field.select()
      }
    }

    choose({ id }) {
      const another = id !== this.chosen
      this.chosen = id
      this.close()
      this.field.select()
      if (another) this.tell("chosen", id)
    }

    // Of a long list only the first names are here: the others are looked for by the page's run.
    send(typed) {
      this.close()
      this.tell("chosen", typed)
    }

    close() {
      this.open = false
      this.root.classList.remove("pick-open")
      this.field.setAttribute("aria-expanded", "false")
      this.field.removeAttribute("aria-activedescendant")
      this.list.replaceChildren()
      this.root.querySelector(".pick-none").textContent = ""
      this.restore()
    }
  }

  page.selectBox = ({ data: [data], parentElement, setTriggerValue }) => {
    const root = parentElement.querySelector(".pick")
    root.box ??= new SelectBox(root)
    root.box.update(data, setTriggerValue)
  }
}

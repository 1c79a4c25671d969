// Light or dark: what the reader chose in this browser, else what the system prefers. Set before anything is drawn, and
// the same in every tab. Streamlit draws its own parts by what the system prefers; it is told what counts here.
{
  const KEY = "thuoc-do-57.giao-dien"
  const NAMES = "LOOKS"
  const SYSTEM = "(prefers-color-scheme: dark)"
  const root = document.documentElement
  const ask = globalThis.matchMedia.bind(globalThis)
  const system = ask(SYSTEM)
  let choice = kept()

  function kept() {
    try {
      const found = localStorage.getItem(KEY)
      return found === "light" || found === "dark" ? found : "system"
    } catch {
      return "system"
    }
  }

  class Preference extends EventTarget {
    media = SYSTEM
    get matches() { return root.dataset.look === "dark" }
    addListener(heard) { this.addEventListener("change", heard) }
    removeListener(heard) { this.removeEventListener("change", heard) }
  }
  const told = new Preference()
  globalThis.matchMedia = query => query === SYSTEM ? told : ask(query)

  function turn(look) {
    if (root.dataset.look === look) return
    root.dataset.look = look
    told.dispatchEvent(Object.assign(new Event("change"), { matches: told.matches, media: SYSTEM }))
  }

  function show() {
    turn(choice === "system" ? system.matches ? "dark" : "light" : choice)
    const box = document.querySelector(".look select")
    if (box) box.value = choice
  }

  function choose(asked) {
    choice = asked
    try {
      localStorage.setItem(KEY, asked)
    } catch {
      // A browser that keeps nothing shows the choice until the page is left.
    }
    show()
  }

  function place() {
    const names = NAMES[root.lang] ?? NAMES.vi
    let found = document.querySelector(".look select")
    if (!found) {
      const label = Object.assign(document.createElement("label"), { className: "look" })
      found = document.createElement("select")
      found.append(...["system", "light", "dark"].map(value => new Option("", value)))
      found.addEventListener("change", () => choose(found.value))
      label.append(found)
      document.body.append(label)
      show()
    }
    if (found.getAttribute("aria-label") === names.label) return
    found.setAttribute("aria-label", names.label)
    for (const option of found.options) option.text = names[option.value]
  }

  const page = globalThis.thuocDo57 ??= { parts: new Map() }
  // Whoever presents presses a key or a button to turn the screen.
  page.turnLook = () => choose(told.matches ? "light" : "dark")
  // Charts come in the colours of a light screen.
  page.darkColours = "DARK"

  show()
  system.addEventListener("change", show)
  addEventListener("storage", event => { if (event.key === KEY) { choice = kept(); show() } })
  // Paper is light.
  addEventListener("beforeprint", () => turn("light"))
  addEventListener("afterprint", show)
  addEventListener("DOMContentLoaded", place)
  new MutationObserver(() => { if (document.body) place() }).observe(root, { attributeFilter: ["lang"] })
}

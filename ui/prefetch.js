// What a reader has just chosen is fetched and shown at once; the page's own run then confirms it or says otherwise.
const page = (globalThis.thuocDo57 ??= { parts: new Map() })
page.chosen ??= new Map()
page.answers ??= new Map()
page.asked ??= 0
const PATIENCE_MS = 5000
const DWELL_MS = 40
const FEW = 3

// The name of the choice that an option or a button belongs to, and what it says.
function choiceOf(option) {
  if (option.ariaSelected === "true" || option.ariaChecked === "true") return
  const list = option.closest("[role=listbox]")
  const field = list ? document.querySelector(`[role=combobox][aria-controls="${list.id}"]`) : option
  const box = field?.closest("[class*=st-key-]")
  const name = box && page.choices?.boxes.find(key => box.classList.contains(`st-key-${key}`))
  return name && [name, option.textContent.trim()]
}

// Days that stand in the date fields and are not those of the page.
function otherDays() {
  return Object.entries(page.choices.days).flatMap(([name, day]) => {
    const value = type => document.querySelector(`.st-key-${name} [data-type=${type}]`)?.getAttribute("aria-valuenow")
    const parts = ["year", "month", "day"].map(value)
    if (parts.some(part => !part)) return []
    const [year, month, date] = parts
    const chosen = [year.padStart(4, "0"), month.padStart(2, "0"), date.padStart(2, "0")].join("-")
    return chosen === day ? [] : [[name, chosen]]
  })
}

// The parts of a view, or null. Not by fetch: it waits for the busy page twice, for the answer and for its content.
function partsAt(address) {
  return new Promise(resolve => {
    const request = new XMLHttpRequest()
    request.responseType = "json"
    request.addEventListener("load", () => resolve(request.status === 200 ? request.response : null))
    request.addEventListener("error", () => resolve(null))
    request.open("GET", address)
    request.send()
  })
}

// The answer to the choices made so far and these, asked for once.
function answerTo(choices) {
  const wanted = new URLSearchParams(location.search)
  for (const [name, said] of [...page.chosen, ...choices]) wanted.set(`${page.choices.prefix}${name}`, said)
  const address = `${page.choices.address}?${wanted}`
  if (!page.answers.has(address)) {
    const answer = { parts: undefined }
    answer.coming = partsAt(address).then(parts => { answer.parts = parts })
    page.answers.set(address, answer)
  }
  return page.answers.get(address)
}

function choose(choices) {
  const answer = answerTo(choices)
  for (const [name, said] of choices) page.chosen.set(name, said)
  const mine = ++page.asked
  if (answer.parts) show(answer.parts, mine)
  else answer.coming.then(() => show(answer.parts, mine))
  // A choice that starts no run, or a run that never comes, leaves what was confirmed last.
  setTimeout(() => { if (mine === page.asked) settle() }, PATIENCE_MS)
}

function show(parts, mine) {
  // Another choice, or the page's run, came first; or the page has no place yet for a part of it.
  if (!parts || mine !== page.asked) return
  if (Object.keys(parts).some(name => parts[name] && !page.parts.has(name))) return
  document.documentElement.dataset.ahead = [...page.chosen.keys()].join(" ")
  // Charts first: drawing measures the page, which takes longer once new words are on it.
  const inOrder = [...page.parts].sort(([, one], [, other]) => other.measures - one.measures)
  for (const [name, part] of inOrder) part.show(parts[name])
}

// The run has ended: what it gave is what counts.
function settle() {
  page.asked++
  page.chosen.clear()
  page.answers.clear()
  page.typed = undefined
  delete document.documentElement.dataset.ahead
  for (const part of page.parts.values()) part.show(part.given)
}

// A text that the page follows while it is written; back at the page's own text, the page is as it was.
function follow(typed) {
  const [name, text] = typed
  const others = [...page.chosen.keys()].filter(chosen => chosen !== name)
  if (page.choices.live[name] === text.trim() && !others.length) settle()
  else choose([typed])
  page.typed = typed
}

// The run has ended, but the reader has written on: its answer would set the page back.
function writtenOn() {
  const chosen = page.typed && liveText(document.activeElement)
  // A text that no longer stands there was set by the run itself, as when the reader goes back.
  if (!chosen || chosen.join() !== page.typed.join()) return
  const [name, text] = chosen
  return page.choices.live[name] !== text.trim() && chosen
}

// What a reader points at, or has narrowed the list down to, is likely to be chosen next.
function prepare(options) {
  for (const option of options) {
    const choice = option && choiceOf(option)
    if (choice) answerTo([choice])
  }
}

// A text that stands in a field and is not that of the page.
function writtenIn(field) {
  const told = Object.entries(page.choices.fields).find(([name]) => field.closest?.(`.st-key-${name}`))
  return told && told[1] !== field.value.trim() && [told[0], field.value]
}

function liveText(field) {
  const name = Object.keys(page.choices.live).find(key => field?.closest?.(`.st-key-${key}`))
  return name && [name, field.value]
}

const optionUnder = event => event.target.closest?.("[role=option], [role=radio]")
const optionOf = field => document.getElementById(field.getAttribute?.("aria-activedescendant") ?? "")

const listeners = {
  pointerover: event => {
    const option = optionUnder(event)
    if (option) setTimeout(() => { if (option.matches(":hover")) prepare([option]) }, DWELL_MS)
  },
  pointerdown: event => {
    page.pressed = event.button === 0 && optionUnder(event)
    prepare([page.pressed])
  },
  pointerup: event => {
    const option = optionUnder(event)
    const choice = option && option === page.pressed && choiceOf(option)
    if (choice) choose([choice])
    // The fields follow the calendar once the event has gone its way.
    if (event.target.closest?.("[role=gridcell]")) setTimeout(chooseDays)
  },
  keydown: event => {
    const field = event.target
    const option = optionOf(field)
    const choice = event.key === "Enter" && (option ? choiceOf(option) : writtenIn(field))
    if (choice) choose([choice])
    else if (field.closest?.("[role=spinbutton]")) {
      onceWritten(() => prepareChoices(otherDays()))
    } else if (event.key.startsWith("Arrow")) setTimeout(() => prepare([optionOf(field)]), DWELL_MS)
  },
  input: event => {
    const field = event.target
    if (liveText(field)) onceWritten(() => follow(liveText(field)))
    else if (writtenIn(field)) onceWritten(() => prepareChoices([writtenIn(field)]))
    else setTimeout(() => {
      const list = document.getElementById(field.getAttribute?.("aria-controls") ?? "")
      const options = [...(list?.querySelectorAll("[role=option]") ?? [])]
      if (options.length <= FEW) prepare(options)
    }, DWELL_MS)
  },
}

// A day or a text that is being written counts once the writing rests.
function onceWritten(act) {
  clearTimeout(page.writing)
  page.writing = setTimeout(() => { if (page.choices) act() }, DWELL_MS)
}

function prepareChoices(choices) {
  if (choices.every(Boolean) && choices.length) answerTo(choices)
}

function chooseDays() {
  const days = page.choices ? otherDays() : []
  if (days.length) choose(days)
}

function listen() {
  if (page.listens) return
  page.listens = true
  for (const [kind, act] of Object.entries(listeners)) {
    addEventListener(kind, event => { if (page.choices) act(event) }, true)
  }
}

export default function ({ data: [data] }) {
  page.choices = data
  listen()
  const typed = writtenOn()
  if (typed) {
    page.chosen.clear()
    page.answers.clear()
    follow(typed)
  } else settle()
  return () => { page.choices = page.typed = undefined }
}

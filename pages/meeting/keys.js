// Keys of a presenter, also of a remote, which sends PageUp and PageDown, and "." or "b" to blank the screen. Steps are
// told as their sum since the page was opened, so that none is lost when keys are pressed faster than slides are drawn.
const STEPS = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 }
const BUTTONS = { Home: "meeting_first", End: "meeting_last" }
const page = document.documentElement.dataset

function turn() {
  globalThis.thuocDo57.turnLook()
}

function fill() {
  if (document.fullscreenElement) document.exitFullscreen()
  else document.documentElement.requestFullscreen?.().catch(() => {})
}

function blank(colour) {
  if (page.meetingBlank === colour) delete page.meetingBlank
  else page.meetingBlank = colour
}

function help() {
  if ("meetingHelp" in page) delete page.meetingHelp
  else page.meetingHelp = ""
}

function uncover() {
  delete page.meetingBlank
  delete page.meetingHelp
}

const LETTERS = { f: fill, d: turn, b: () => blank("black"), ".": () => blank("black"), w: () => blank("white"), "?": help, escape: uncover }
const CLICKED = { meeting_full: fill, meeting_dark: turn, meeting_help: help }

function within(target, selector) {
  return target instanceof Element && target.closest(selector)
}

export default function ({ parentElement, setStateValue }) {
  const own = parentElement.host ?? parentElement
  own.stop?.()
  // A screen that was left covered is not covered when it is opened again.
  if (!own.walk) uncover()
  own.walk ??= { mount: Math.random().toString(36).slice(2), sum: 0 }
  const onKey = event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (within(event.target, "input, textarea, select") || (event.key === " " && within(event.target, "button, a"))) return
    const told = LETTERS[event.key.toLowerCase()]
    if (told) told()
    else if (STEPS[event.key]) {
      uncover()
      own.walk = { ...own.walk, sum: own.walk.sum + STEPS[event.key] }
      setStateValue("walk", own.walk)
    } else if (BUTTONS[event.key]) {
      uncover()
      document.querySelector(`.st-key-${BUTTONS[event.key]} button:not([disabled])`)?.click()
    } else return
    event.preventDefault()
  }
  const onClick = event => {
    for (const [key, action] of Object.entries(CLICKED)) if (within(event.target, `.st-key-${key} button`)) action()
  }
  addEventListener("keydown", onKey)
  addEventListener("click", onClick)
  own.dataset.listening = ""
  own.stop = () => {
    removeEventListener("keydown", onKey)
    removeEventListener("click", onClick)
  }
  return own.stop
}

// Keys of a presenter, also of a remote, which sends PageUp and PageDown. Steps are told as their sum since the
// page was opened, so that none is lost when keys are pressed faster than slides are drawn.
const STEPS = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 }
const BUTTONS = { Home: "meeting_first", End: "meeting_last" }

function fill() {
  if (document.fullscreenElement) document.exitFullscreen()
  else document.documentElement.requestFullscreen?.().catch(() => {})
}

function within(target, selector) {
  return target instanceof Element && target.closest(selector)
}

export default function ({ parentElement, setStateValue }) {
  const own = parentElement.host ?? parentElement
  own.stop?.()
  own.walk ??= { mount: Math.random().toString(36).slice(2), sum: 0 }
  const onKey = event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (within(event.target, "input, textarea, select") || (event.key === " " && within(event.target, "button, a"))) return
    if (event.key.toLowerCase() === "f") fill()
    else if (STEPS[event.key]) {
      own.walk = { ...own.walk, sum: own.walk.sum + STEPS[event.key] }
      setStateValue("walk", own.walk)
    } else if (BUTTONS[event.key]) document.querySelector(`.st-key-${BUTTONS[event.key]} button:not([disabled])`)?.click()
    else return
    event.preventDefault()
  }
  const onClick = event => {
    if (within(event.target, ".st-key-meeting_full")) fill()
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

// Keeps a text in this browser, so that it survives a reload and is the same in every tab.
// `text` is what the session holds, `stamp` names its state, `changed` says that the reader changed it there,
// `heard` that the session has learned before what this browser keeps.
const KEY = "thuoc-do-57.ban-tin"
const STAMP = `${KEY}.dau`

function kept() {
  try {
    return localStorage.getItem(KEY) ?? ""
  } catch {
    return null
  }
}

function keep(text, stamp) {
  try {
    localStorage.setItem(KEY, text)
    sessionStorage.setItem(STAMP, stamp)
    return true
  } catch {
    return false
  }
}

function seenStamp() {
  try {
    return sessionStorage.getItem(STAMP)
  } catch {
    return null
  }
}

export default function ({ data, setStateValue }) {
  const tell = text => setStateValue("kept", { text, refused: text === null, at: Date.now() })
  const here = kept()
  const fresh = data.changed && data.stamp !== seenStamp()
  if (here === null) {
    if (!data.refused) tell(null)
  } else if (fresh && (data.heard || !here)) {
    if (!keep(data.text, data.stamp) && !data.refused) tell(null)
  } else if (here !== data.text) {
    tell(here)
  }
  const changedElsewhere = event => {
    if (event.key === KEY) tell(event.newValue ?? "")
  }
  addEventListener("storage", changedElsewhere)
  return () => removeEventListener("storage", changedElsewhere)
}

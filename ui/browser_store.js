// Keeps a text in this browser, so that it survives a reload and is the same in every tab.
// `text` is what the session holds, `stamp` names its state, `changed` says that the reader changed it there,
// `heard` that the session has learned before what this browser keeps.
const KEY = "thuoc-do-57.ban-tin"
const STAMP = `${KEY}.dau`
const VISITS = "thuoc-do-57.lan-xem"

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

// The last day on which this browser looked at the product and the snapshot shown then, and the day before that one.
function visitBefore(visit) {
  try {
    const known = JSON.parse(localStorage.getItem(VISITS) ?? "{}")
    const before = known.now?.day === visit.day ? known.before : known.now
    localStorage.setItem(VISITS, JSON.stringify({ now: visit, before }))
    return before ?? {}
  } catch {
    return {}
  }
}

export default function ({ data: [data], setStateValue }) {
  const before = data.visit ? visitBefore(data.visit) : {}
  if (data.asksVisit && before.day && before.day !== data.toldVisit) setStateValue("visit", before)
  const tell = text => setStateValue("kept", { text, refused: text === null, at: Date.now() })
  const here = kept()
  const seen = seenStamp()
  const fresh = data.changed && data.stamp !== seen
  // A session that has not heard what was kept before it must not write over it, unless it wrote that itself.
  const mayWrite = data.heard || !here || seen?.split(":")[0] === data.stamp.split(":")[0]
  if (here === null) {
    if (!data.refused) tell(null)
  } else if (fresh && mayWrite) {
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

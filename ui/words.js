// Shows finished HTML, and other HTML in its place when that comes.
const page = (globalThis.thuocDo57 ??= { parts: new Map() })

function show(place, words) {
  if (place.shown === words) return
  place.shown = words
  place.innerHTML = words
}

export default function ({ parentElement, data: [name, given] }) {
  const place = parentElement.querySelector(".td")
  const part = { given, measures: false, show: words => show(place, words ?? "") }
  page.parts.set(name, part)
  // What was written on while the page ran is not set back; the run's end says what counts.
  if (!page.typed) part.show(given)
  return () => { if (page.parts.get(name) === part) page.parts.delete(name) }
}

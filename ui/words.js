// Shows finished HTML, and other HTML in its place when that comes.
const page = (globalThis.thuocDo57 ??= { parts: new Map() })

function show(place, words) {
  if (place.shown === words) return
  place.shown = words
  place.innerHTML = words
}

export default function ({ parentElement, data }) {
  const place = parentElement.querySelector(".td")
  const part = { given: data.part, measures: false, show: words => show(place, words ?? "") }
  page.parts.set(data.name, part)
  part.show(data.part)
  return () => { if (page.parts.get(data.name) === part) page.parts.delete(data.name) }
}

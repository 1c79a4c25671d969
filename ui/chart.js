// Draws a Plotly chart, and changes the drawing in place when another chart comes.
const page = (globalThis.thuocDo57 ??= { parts: new Map() })
const screen = matchMedia("(prefers-color-scheme: dark)")

function library(address) {
  if (globalThis.Plotly) return
  // Somebody may have asked already: a page that opens with a chart, or another chart.
  let script = document.querySelector(`script[src="${address}"]`)
  if (!script) {
    script = Object.assign(document.createElement("script"), { src: address, crossOrigin: "anonymous" })
    document.head.append(script)
  }
  return new Promise((resolve, reject) => {
    script.addEventListener("load", resolve)
    script.addEventListener("error", () => {
      // The next chart asks again.
      script.remove()
      reject(new Error(address))
    })
  })
}

// No older drawing may stay under the heading of a chart that cannot be drawn.
function fail(place) {
  globalThis.Plotly?.purge(place)
  place.drawn = undefined
  place.textContent = place.fixed.failed
}

// The room that legend and tick labels take. Plotly draws a chart several times over to find it; another chart of
// the same words in the same width takes the same.
const margins = new Map()

// The words around a chart; nothing where Plotly chooses some of them itself.
function wordsAround({ data, layout }, width) {
  const ticks = [layout.xaxis?.ticktext, layout.yaxis?.ticktext]
  if (ticks.some(texts => !texts)) return
  const legend = data.filter(trace => trace.showlegend !== false).map(trace => trace.name)
  return JSON.stringify([width, layout.height, layout.margin, layout.legend, legend, ticks])
}

// The Promise that Plotly gives for the drawing.
function react(place, chart, width) {
  const words = wordsAround(chart, width)
  const known = words && margins.get(words)
  const layout = { ...chart.layout, width, ...(known && { margin: { ...known, autoexpand: false } }) }
  return globalThis.Plotly.react(place, chart.data, layout, place.fixed.config).then(() => {
    const size = place._fullLayout?._size
    if (!words || known || !size || document.fonts.status !== "loaded") return
    margins.set(words, { l: size.l, r: size.r, t: size.t, b: size.b, pad: size.p })
  })
}

// The chart in the colours of the screen that it is drawn on.
function coloured(chart) {
  if (!screen.matches) return chart
  return chart?.replace(/#[0-9a-f]{6}\b|rgba\([^)]*\)/gi, colour => page.darkColours[colour.toLowerCase()] ?? colour)
}

// Draws what is wanted, where that is not what is seen already and there is room.
function draw(place) {
  const chart = coloured(place.wanted?.drawing)
  const width = place.clientWidth
  if (!chart || !width || (place.drawn === chart && place.drawnWidth === width)) return
  if (!place.drawn) place.textContent = ""
  place.drawn = chart
  place.drawnWidth = width
  try {
    react(place, JSON.parse(chart), width).catch(() => fail(place))
  } catch {
    fail(place)
  }
}

function show(place, chart) {
  if (!chart) {
    globalThis.Plotly?.purge(place)
    place.drawn = place.wanted = undefined
    place.removeAttribute("aria-label")
    place.style.minHeight = ""
    return
  }
  place.wanted = chart
  place.setAttribute("aria-label", chart.alt)
  place.style.minHeight = `${chart.height}px`
  // At once where the library is there: what stands around the chart changes with it.
  if (globalThis.Plotly) draw(place)
  else library(place.fixed.library).then(() => draw(place), () => fail(place))
}

// What stands above the chart comes after it: drawing measures the page, which takes longer once new words are on it.
function showBoth(head, place, chart) {
  show(place, chart)
  const words = chart?.head ?? ""
  if (head.shown === words) return
  head.shown = words
  head.innerHTML = words
}

export default function ({ parentElement, data: [name, given, fixed] }) {
  const head = parentElement.querySelector(".td")
  const place = parentElement.querySelector(".chart")
  place.fixed = fixed
  const part = { given, measures: true, show: chart => showBoth(head, place, chart) }
  page.parts.set(name, part)
  // What was written on while the page ran is not set back; the run's end says what counts.
  if (!page.typed) part.show(given)
  if (!place.observer) {
    place.observer = new ResizeObserver(() => { if (globalThis.Plotly) draw(place) })
    place.observer.observe(place)
    screen.addEventListener("change", () => { if (globalThis.Plotly) draw(place) })
  }
  return () => { if (page.parts.get(name) === part) page.parts.delete(name) }
}

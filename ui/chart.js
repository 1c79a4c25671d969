// Draws a Plotly figure, and changes the drawing in place when another figure comes.
function library(address) {
  if (globalThis.Plotly) return Promise.resolve()
  // Somebody may have asked already: a page that opens with a chart, or another chart.
  let script = document.querySelector(`script[src="${address}"]`)
  if (!script) {
    script = Object.assign(document.createElement("script"), { src: address, crossOrigin: "anonymous" })
    document.head.append(script)
  }
  return new Promise((resolve, reject) => {
    script.addEventListener("load", resolve)
    script.addEventListener("error", () => {
      // The next figure asks again.
      script.remove()
      reject(new Error(address))
    })
  })
}

// No older drawing may stay under the heading of a figure that cannot be drawn.
function fail(place) {
  globalThis.Plotly?.purge(place)
  place.drawn = undefined
  place.textContent = place.wanted.failed
}

// Draws what is wanted, where that is not what is seen already and there is room.
async function draw(place) {
  const { figure, config } = place.wanted
  const width = place.clientWidth
  if (!width || (place.drawn === figure && place.drawnWidth === width)) return
  if (!place.drawn) place.textContent = ""
  place.drawn = figure
  place.drawnWidth = width
  try {
    const { data, layout } = JSON.parse(figure)
    await globalThis.Plotly.react(place, data, { ...layout, width }, config)
  } catch {
    fail(place)
  }
}

export default function ({ parentElement, data }) {
  const place = parentElement.querySelector(".figure")
  place.setAttribute("aria-label", data.alt)
  place.style.minHeight = `${data.height}px`
  place.wanted = data
  library(data.library).then(() => draw(place), () => fail(place))
  if (place.observer) return
  place.observer = new ResizeObserver(() => { if (globalThis.Plotly) draw(place) })
  place.observer.observe(place)
}

// Draws a Plotly figure, and changes the drawing in place when another figure comes.
function library(address) {
  if (globalThis.Plotly) return Promise.resolve()
  // Somebody may have asked already: a page that opens with a chart, or another chart.
  let script = document.querySelector(`script[src$="${address}"]`)
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

// Draws what is wanted, where that is not what is seen already and there is room.
function draw(place) {
  const { figure, config } = place.wanted
  const width = place.clientWidth
  if (!width || (place.drawn === figure && place.drawnWidth === width)) return
  if (!place.drawn) place.textContent = ""
  place.drawn = figure
  place.drawnWidth = width
  const { data, layout } = JSON.parse(figure)
  globalThis.Plotly.react(place, data, { ...layout, width }, config)
}

export default function ({ parentElement, data }) {
  const place = parentElement.querySelector(".figure")
  place.setAttribute("aria-label", data.alt)
  place.style.minHeight = `${data.height}px`
  place.wanted = data
  library(data.library).then(
    () => draw(place),
    () => { if (!place.drawn) place.textContent = data.failed }
  )
  if (place.observer) return
  place.observer = new ResizeObserver(() => { if (globalThis.Plotly) draw(place) })
  place.observer.observe(place)
}

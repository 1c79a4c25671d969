// The foot of every printed sheet: what the page was made from, where it stands, and the number of the sheet.
{
  const sheet = new CSSStyleSheet()
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  const quoted = (words) => JSON.stringify(words).replace(/<\//g, "<\\/")

  function writeFoot() {
    const made = document.querySelector(".td .footer")
    const day = new Date().toLocaleDateString(document.documentElement.lang === "en" ? "en-GB" : "vi-VN")
    const lines = [made ? made.textContent.trim() : "", `${decodeURI(location.href)} · ${day}`].filter(Boolean)
    const look = "font: 7pt 'Inter Viet', 'Noto Sans', sans-serif; vertical-align: top; padding-top: 2mm;"
    const left = lines.map(quoted).join(' "\\A" ')
    sheet.replaceSync(`@page {
      @bottom-left { content: ${left}; white-space: pre-wrap; width: 88%; text-align: left; ${look} }
      @bottom-right { content: counter(page) " / " counter(pages); text-align: right; ${look} }
    }`)
  }

  // Paper is white, whatever the screen is.
  const root = document.documentElement
  let look = null
  addEventListener("beforeprint", () => {
    writeFoot()
    look = root.dataset.look ?? null
    delete root.dataset.look
  })
  addEventListener("afterprint", () => {
    if (look !== null) root.dataset.look = look
  })
}

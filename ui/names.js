// What Streamlit names in English gets its name in the reader's language, and the page says which language it is in.
{
  const NAMES = "NAMES"
  let due = false

  function name() {
    due = false
    const lang = new URLSearchParams(location.search).get("ngon_ngu") === "en" ? "en" : "vi"
    document.documentElement.lang = lang
    for (const [place, words] of Object.entries(NAMES[lang])) {
      for (const found of document.querySelectorAll(place)) {
        if (found.dataset.testid === "stSkipToContent") {
          if (found.textContent !== words) found.textContent = words
        } else if (found.getAttribute("aria-label") !== words) found.setAttribute("aria-label", words)
      }
    }
  }

  new MutationObserver(() => {
    if (due) return
    due = true
    requestAnimationFrame(name)
  }).observe(document.documentElement, { childList: true, subtree: true })
}

// Sends what is being typed a moment after the last key, as Ctrl+Enter would: Streamlit by itself sends it only when the
// box is left, so the words under the caret are lost with the page. Whoever leaves the page sooner is asked first.
(() => {
  const PAUSE = 1000;
  const BOXES = "[data-testid=stTextArea] textarea, [data-testid=stTextInput] input";
  let box = null;
  let waiting = 0;
  const send = () => {
    clearTimeout(waiting);
    if (box === null) return;
    for (const kind of ["keydown", "keypress"]) {
      box.dispatchEvent(new KeyboardEvent(kind, { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true, cancelable: true }));
    }
    box = null;
  };
  addEventListener("input", (event) => {
    if (!event.target.matches(BOXES) || event.isComposing) return;
    box = event.target;
    clearTimeout(waiting);
    waiting = setTimeout(send, PAUSE);
  }, true);
  addEventListener("visibilitychange", send);
  addEventListener("beforeunload", (event) => {
    if (box !== null) event.preventDefault();  // the browser asks, and the words go meanwhile
    send();
  });
})();

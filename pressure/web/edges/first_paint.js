// Takes the plain page away when Streamlit has drawn its own: not while somebody types in it, and Streamlit's page then
// stands where they had scrolled to. Where Streamlit never comes, the plain page stays.
(() => {
  const READY = '[data-testid="stApp"][data-test-script-state="notRunning"] [data-testid="stMain"] h1';
  const LOOK_MS = 50;
  const root = document.getElementById("root");

  const typing = () => {
    const at = document.activeElement;
    return at instanceof HTMLInputElement && !root.contains(at);
  };

  const takeOver = () => {
    if (!document.querySelector(READY) || typing()) {
      setTimeout(takeOver, LOOK_MS);
      return;
    }
    const scrolled = window.scrollY;
    while (root.previousElementSibling) root.previousElementSibling.remove();
    document.getElementById("first-paint").remove();
    root.inert = false;
    document.querySelector('[data-testid="stMain"]').scrollTop = scrolled;
  };

  root.inert = true;
  takeOver();
})();

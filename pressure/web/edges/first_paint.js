// Takes the plain page away when Streamlit has drawn its own, with its style and, where there is one, the panel with the
// answer: not while somebody types in it, and Streamlit's page then stands where they had scrolled to. Where Streamlit never
// comes, the plain page stays.
(() => {
  const READY = '[data-testid="stApp"][data-test-script-state="notRunning"] [data-testid="stMain"] h1';
  const LOOK_MS = 50;
  const PATIENCE_MS = 5_000; // for what a page with a fault does not have
  const root = document.getElementById("root");
  const panels = () => document.querySelectorAll(".panel").length - root.querySelectorAll(".panel").length;
  let since = 0;

  const drawn = () => {
    if (!document.querySelector(READY)) return false;
    since ||= performance.now();
    const whole = root.querySelector("style") && (panels() === 0 || root.querySelector(".panel"));
    return whole || performance.now() - since > PATIENCE_MS;
  };

  const typing = () => {
    const at = document.activeElement;
    return at instanceof HTMLInputElement && !root.contains(at);
  };

  const takeOver = () => {
    if (!drawn() || typing()) {
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

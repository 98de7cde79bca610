// Shows why the page stays empty, if its modules do not run: in a browser that is too old, or if something on the way
// blocks or changes them. Written for any browser.
(function () {
  "use strict";
  function check() {
    if (document.body.getAttribute("data-started") === "true") return;
    var notice = document.getElementById("not-started");
    var main = document.getElementById("main");
    if (notice) notice.removeAttribute("hidden");
    if (main) main.setAttribute("hidden", "");
  }
  // Modules that run do so before this event.
  window.onload = check;
})();

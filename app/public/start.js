// Shows why the page stays empty, if its modules do not run: in a browser that is too old, or if something on the way
// blocks or changes them. Written for any browser.
(function () {
  "use strict";
  function check() {
    var notice = document.getElementById("not-started");
    if (notice && document.body.getAttribute("data-started") !== "true") notice.removeAttribute("hidden");
  }
  // Modules that run do so before this event.
  window.onload = check;
})();

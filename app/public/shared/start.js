// Shows why the page stays empty, if its modules do not run: in a browser that is too old, or if something on the way
// blocks or changes them. Written for any browser.
(function () {
  "use strict";
  function check() {
    if (document.body.getAttribute("data-started") === "true") return;
    var notice = document.getElementById("not-started");
    var empty = document.querySelectorAll("main, #link");
    if (notice) notice.removeAttribute("hidden");
    Array.prototype.forEach.call(empty, function (element) {
      element.setAttribute("hidden", "");
    });
  }
  // Modules that run do so before this event.
  window.onload = check;
})();

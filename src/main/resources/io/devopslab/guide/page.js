(function () {
  "use strict";
  var words = document.body.dataset;
  function select(code) {
    var range = document.createRange();
    range.selectNodeContents(code);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return document.execCommand("copy");
  }
  document.querySelectorAll("pre").forEach(function (pre) {
    var code = pre.querySelector("code");
    var lang = code && code.className;
    if (!code || lang === "language-text") { return; }
    var block = document.createElement("div");
    block.className = "block";
    pre.replaceWith(block);
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = words.copy;
    block.append(pre, button);
    button.addEventListener("click", function () {
      var text = code.textContent.replace(/\n$/, "");
      var done = function () {
        button.textContent = words.copied;
        setTimeout(function () { button.textContent = words.copy; }, 1500);
      };
      // A page of a file may be denied the clipboard: then the text is selected instead.
      if (navigator.clipboard) {
        navigator.clipboard.writeText(text).then(done, function () { if (select(code)) { done(); } });
      } else if (select(code)) {
        done();
      }
    });
  });
  var links = Array.from(document.querySelectorAll("nav a"));
  if (!("IntersectionObserver" in window)) { return; }
  var watcher = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (!entry.isIntersecting) { return; }
      links.forEach(function (link) {
        link.toggleAttribute("aria-current", link.hash === "#" + entry.target.id);
      });
    });
  }, { rootMargin: "0px 0px -70% 0px" });
  document.querySelectorAll("h2[data-task]").forEach(function (h) { watcher.observe(h); });
})();

// Before anything shows: the theme chosen earlier in this browser. Nothing of it is sent anywhere.
(function () {
  try {
    var theme = localStorage.getItem("theme");
    if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
  } catch (error) { /* storage is switched off: the system's theme stays */ }
})();

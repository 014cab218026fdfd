// @ts-check
// Calls what editors write to each other "notes" in Wagtail's scripts, as the rest of the desk does;
// without this file they are called comments, like those of readers.

const words = /** @type {any} */ (window).django?.catalog;
if (words && document.documentElement.lang.startsWith("en")) {
  words.Comment = "Note";
  words["Enter your comments..."] = "Write a note to your colleagues...";
  words["Focus comment"] = "Focus note";
  words["Unfocus comment"] = "Leave note";
}

// Puts this install's own address into the examples, so that they work as they are copied, and a
// button beside each that copies it.

for (const note of document.querySelectorAll(".elsewhere")) note.remove();
const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const { currentNode: text } = walk;
  text.data = text.data.replaceAll("https://pay.example.com", location.origin);
}

// Pages that are not served by https from elsewhere have no clipboard.
for (const code of navigator.clipboard ? document.querySelectorAll("pre > code") : []) {
  const button = document.createElement("button");
  const say = (word) => (button.textContent = word);
  button.type = "button";
  button.className = "copy";
  button.addEventListener("click", async () => {
    const isCopied = await navigator.clipboard.writeText(code.textContent).then(
      () => true,
      () => false,
    );
    say(isCopied ? "Copied" : "Not copied");
    setTimeout(say, 2_000, "Copy");
  });
  say("Copy");
  code.parentElement.before(button);
}

// Draws the API's description. Knows the renderer, and no operation.

const dark = matchMedia("(prefers-color-scheme: dark)");
const dress = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", dress);
dress();

const main = document.getElementById("reference");
main.innerHTML = `<p class="wait">The reference is being drawn. It takes a moment.</p>`;
try {
  const answer = await fetch("/api/openapi");
  if (!answer.ok) throw new Error(`it answers ${answer.status}`);
  const spec = await answer.json();
  // What is tried out goes to where this page is from: its policy allows no other place.
  spec.servers = [{ url: location.origin }];
  globalThis.SwaggerUIBundle({
    spec,
    domNode: main,
    deepLinking: true,
    docExpansion: "none",
    defaultModelsExpandDepth: -1,
    defaultModelExpandDepth: 3,
    displayOperationId: true,
    displayRequestDuration: true,
    filter: true,
    validatorUrl: null,
  });
} catch (trouble) {
  main.textContent = `The description could not be read: ${trouble.message}. Load the page again.`;
}

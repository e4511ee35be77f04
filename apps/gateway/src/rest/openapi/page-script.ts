/**
 * The script of the page: it reads the document, shows what there is, sends what is typed in, and shows the answer and the
 * command that asks the same with curl. All text goes in as text, never as markup.
 */
export const pageScript = `
"use strict";
const element = (name, text, attributes = {}) => {
  const made = document.createElement(name);
  made.textContent = text ?? "";
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};
const quote = (text) => "'" + text.replaceAll("'", "'\\\\''") + "'";

function field(label, input, description) {
  const row = element("label");
  row.append(element("span", label), input);
  if (description) row.append(element("small", description));
  return row;
}

function inputFor({ name, schema }) {
  const input = element(schema.enum ? "select" : "input", "", { name });
  if (schema.enum) input.append(element("option", ""), ...schema.enum.map((each) => element("option", each)));
  return input;
}

function addressOf(path, parameters, inputs) {
  const query = new URLSearchParams();
  let address = path;
  for (const [index, { name, in: place }] of parameters.entries()) {
    const value = inputs[index].value;
    if (place === "path") address = address.replace("{" + name + "}", () => encodeURIComponent(value));
    else if (value !== "") for (const each of value.split("\\n")) query.append(name, each);
  }
  return query.size === 0 ? address : address + "?" + query;
}

async function send(method, address, body, output) {
  const headers = { accept: "application/json" };
  const token = document.querySelector("#token")?.value;
  if (token) headers.authorization = "Bearer " + token;
  if (body !== undefined) headers["content-type"] = "application/json";
  const words = ["curl", "-X", method, quote(location.origin + address)];
  for (const [name, value] of Object.entries(headers))
    words.push("-H", quote(name + ": " + (name === "authorization" ? "Bearer $TOKEN" : value)));
  if (body !== undefined) words.push("-d", quote(body));
  output.replaceChildren(element("pre", words.join(" "), { class: "command" }));
  try {
    const response = await fetch(address, { method, headers, body });
    const text = await response.text();
    let shown = text;
    try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch {}
    output.append(element("p", response.status + " " + response.statusText, { class: response.ok ? "ok" : "bad" }));
    output.append(element("pre", shown, { class: "answer" }));
  } catch (error) {
    output.append(element("p", String(error), { class: "bad" }));
  }
}

function fill(details, path, method, operation) {
  const form = element("form");
  const inputs = operation.parameters.map(inputFor);
  for (const [index, { name, in: place, description }] of operation.parameters.entries())
    form.append(field(name + (place === "path" ? " *" : ""), inputs[index], description));
  const body = operation.requestBody ? element("textarea", "{}", { rows: "8", spellcheck: "false" }) : undefined;
  if (body) form.append(field("body", body));
  const output = element("div");
  form.append(element("button", "Send"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(method.toUpperCase(), addressOf(path, operation.parameters, inputs), body?.value, output);
  });
  details.append(form, output);
}

function show(path, method, operation) {
  const details = element("details", "", { id: operation.operationId });
  const summary = element("summary");
  summary.append(element("b", method.toUpperCase()), element("code", path), element("span", operation.summary));
  details.append(summary);
  // Not before it is opened: there are a hundred.
  details.addEventListener("toggle", () => fill(details, path, method, operation), { once: true });
  return details;
}

const response = await fetch("/api/v1/openapi", { headers: { accept: "application/json" } });
const { paths, tags, security } = await response.json();
const main = document.querySelector("main");
if (security) main.append(field("token", element("input", "", { id: "token", type: "password" }), "Goes with every request."));
for (const { name, description } of tags) {
  main.append(element("h2", name), element("p", description));
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods))
      if (operation.tags.includes(name)) main.append(show(path, method, operation));
}
document.body.dataset.ready = "true";
`;

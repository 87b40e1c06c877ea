// A registry for tests: node registry.mjs FOLDER serves the packages (*.tgz) in a folder on a port of this machine, and
// writes the address to standard output. It knows nothing else, so that what is installed can come from nowhere else.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";

const folder = process.argv[2];
const archives = fs.readdirSync(folder).filter((name) => name.endsWith(".tgz"));
const read = (name) => fs.readFileSync(path.join(folder, name));

/** What npm asks for before it downloads a package. */
function describe(archive, address) {
  const text = execFileSync("tar", ["-xzOf", path.join(folder, archive), "package/package.json"]);
  const manifest = JSON.parse(text);
  const integrity = "sha512-" + createHash("sha512").update(read(archive)).digest("base64");
  const dist = { tarball: `${address}/files/${archive}`, integrity };
  const versions = { [manifest.version]: { ...manifest, dist } };
  return [manifest.name, { name: manifest.name, "dist-tags": { latest: manifest.version }, versions }];
}

const server = http.createServer((request, response) => {
  const name = decodeURIComponent(request.url.slice(1));
  const file = archives.find((archive) => name === `files/${archive}`);
  const found = file ? read(file) : packages.has(name) && JSON.stringify(packages.get(name));
  response.writeHead(found ? 200 : 404).end(found || "{}");
});
let packages = new Map();
server.listen(0, "127.0.0.1", () => {
  const address = `http://127.0.0.1:${server.address().port}`;
  packages = new Map(archives.map((archive) => describe(archive, address)));
  console.log(address);
});

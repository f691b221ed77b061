// Reads an export into Cytoscape.js and writes what it holds: node read.cjs FILE
const fs = require("node:fs");
const cytoscape = require("cytoscape");

const { elements } = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const graph = cytoscape({ headless: true, elements });
const data = (found) => found.map((element) => element.data());
process.stdout.write(JSON.stringify({ nodes: data(graph.nodes()), edges: data(graph.edges()) }));

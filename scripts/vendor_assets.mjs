// Copies the browser libraries named in package.json into static/vendor, with their licences.
// Run `npm ci && npm run vendor` after changing a version and commit what changes: a fresh machine needs no Node.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");
const vendor = join(root, "static", "vendor");

const COPIES = {
  "bootstrap/bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
  "bootstrap/LICENSE": "bootstrap/LICENSE",
  "htmx/htmx.min.js": "htmx.org/dist/htmx.min.js",
  "htmx/LICENSE": "htmx.org/LICENSE",
  "echarts/LICENSE": "echarts/LICENSE",
  "echarts/NOTICE": "echarts/NOTICE",
  "echarts/LICENSE-zrender": "zrender/LICENSE",
  "source-sans-3/latin.woff2": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
  "source-sans-3/latin-ext.woff2": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2",
  "source-sans-3/LICENSE": "@fontsource-variable/source-sans-3/LICENSE",
  "bootstrap-icons/LICENSE": "bootstrap-icons/LICENSE",
};

const ICONS = [
  "arrow-clockwise", "arrow-down", "arrow-left-right", "arrow-right", "arrow-up", "box-arrow-right", "check-circle",
  "chevron-down", "chevron-left", "chevron-right", "clock-history", "download", "exclamation-triangle", "eye-slash",
  "file-earmark-spreadsheet", "funnel", "info-circle", "people", "play", "question-circle", "slash-circle", "upload",
  "x-circle",
];

const ECHARTS = `
import * as core from "echarts/core";
import { BarChart, CustomChart, LineChart, SankeyChart, ScatterChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { LabelLayout, LegacyGridContainLabel } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";
import finnish from "echarts/i18n/langFI-obj.js";
import swedish from "echarts/i18n/langSV-obj.js";
core.use([BarChart, CustomChart, LineChart, SankeyChart, ScatterChart, AriaComponent, GridComponent, LegendComponent,
  MarkLineComponent, TooltipComponent, LabelLayout, LegacyGridContainLabel, SVGRenderer]);
core.registerLocale("FI", finnish);
core.registerLocale("SV", swedish);
export * from "echarts/core";
`;

function place(target) {
  const path = join(vendor, target);
  mkdirSync(dirname(path), { recursive: true });
  return path;
}

function withoutSourceMap(path) {
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace(/\n?(\/\/|\/\*)# sourceMappingURL=.*?(\*\/)?\s*$/, "\n"));
}

function copyFiles() {
  for (const [target, source] of Object.entries(COPIES)) {
    if (!existsSync(join(modules, source))) throw new Error(`${source} is missing: run npm ci`);
    copyFileSync(join(modules, source), place(target));
    if (/\.(css|js)$/.test(target)) withoutSourceMap(place(target));
  }
}

function buildCharts() {
  buildSync({
    stdin: { contents: ECHARTS, resolveDir: root },
    bundle: true, minify: true, format: "iife", globalName: "echarts", target: "es2020", legalComments: "inline",
    outfile: place("echarts/echarts.min.js"),
  });
}

function buildIcons() {
  const symbols = ICONS.map((name) => {
    const body = readFileSync(join(modules, "bootstrap-icons", "icons", `${name}.svg`), "utf8");
    const inner = body.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/\s+/g, " ").trim();
    return `<symbol id="${name}" viewBox="0 0 16 16">${inner}</symbol>`;
  });
  writeFileSync(place("bootstrap-icons/icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`);
}

function writeVersions() {
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const lines = Object.entries(devDependencies).map(([name, version]) => `${name} ${version}`);
  writeFileSync(place("VERSIONS"), lines.join("\n") + "\n");
}

rmSync(vendor, { recursive: true, force: true });
copyFiles();
buildCharts();
buildIcons();
writeVersions();

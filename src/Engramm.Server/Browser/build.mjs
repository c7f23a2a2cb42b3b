// Bundles what the browser gets into wwwroot/built: four module bundles, the service worker, one stylesheet, one icon sprite.
// Called by the MSBuild target BuildBrowserFiles in Engramm.Server.csproj, or by hand: npm run bundle
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const server = path.dirname(here);
const root = path.resolve(server, '../..');
const target = path.join(server, 'wwwroot/built');

const shared = { bundle: true, minify: true, write: false, target: 'es2022', charset: 'utf8', logLevel: 'warning', legalComments: 'none' };
const pages = await build({ ...shared, format: 'esm', entryPoints: [path.join(here, 'app.ts'), path.join(here, 'companion.ts'), path.join(here, 'planner.ts'), path.join(here, 'board.ts')], outdir: target });
const style = await build({ ...shared, entryPoints: [path.join(server, 'Design/Styles/engramm.css')], outdir: target });
const icons = await sprite();

// The service worker names its caches after the content of everything else, so a new release replaces them as a whole.
const files = [...pages.outputFiles, ...style.outputFiles, { path: path.join(target, 'icons.svg'), contents: Buffer.from(icons) }];
const hash = createHash('sha256');
for (const file of files) {
  hash.update(file.contents);
}
const version = JSON.stringify(hash.digest('hex').slice(0, 12));
const worker = await build({ ...shared, format: 'iife', define: { ENGRAMM_VERSION: version }, entryPoints: [path.join(here, 'sw.ts')], outdir: target });
files.push(...worker.outputFiles);

await mkdir(target, { recursive: true });
const wanted = new Set(files.map((file) => path.basename(file.path)));
for (const name of await readdir(target)) {
  if (!wanted.has(name)) {
    await rm(path.join(target, name), { recursive: true });
  }
}
for (const file of files) {
  await writeFile(file.path, file.contents);
}

/** One sprite with the Lucide icons named in icons.json (our word for an icon, Lucide's name). How lines look is the stylesheet's. */
async function sprite() {
  const names = JSON.parse(await readFile(path.join(here, 'icons.json'), 'utf8'));
  const lucide = JSON.parse(await readFile(path.join(root, 'node_modules/@iconify-json/lucide/icons.json'), 'utf8'));
  const symbols = [];
  for (const [ours, theirs] of Object.entries(names)) {
    const icon = lucide.icons[theirs] ?? lucide.icons[lucide.aliases[theirs]?.parent];
    if (!icon) {
      throw new Error(`icons.json: '${ours}' asks for '${theirs}', which Lucide does not have.`);
    }
    const inner = icon.body.replace(/ (fill="none"|stroke="currentColor"|stroke-linecap="round"|stroke-linejoin="round"|stroke-width="2")/g, '');
    symbols.push(`<symbol id="${ours}" viewBox="0 0 24 24">${inner}</symbol>`);
  }
  return `<svg xmlns="http://www.w3.org/2000/svg"><!-- Icons: Lucide, ISC licence, https://lucide.dev -->${symbols.join('')}</svg>`;
}

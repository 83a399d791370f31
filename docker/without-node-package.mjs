// Takes the `node` package out of package.json while the image is built.
import { readFileSync, writeFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
delete manifest.devDependencies.node;
writeFileSync('package.json', `${JSON.stringify(manifest, null, 2)}\n`);

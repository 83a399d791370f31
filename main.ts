const MINIMUM_NODE = 22;
const major = Number(process.versions.node.split('.')[0]);

if (major < MINIMUM_NODE) {
  process.stderr.write(
    `\n  Parley needs Node ${MINIMUM_NODE} or newer; this is ${process.versions.node}. ` +
      '"npx -y pnpm@12 start" brings its own.\n\n',
  );
  process.exitCode = 2;
} else {
  const { run } = await import('@parley/app');
  process.exitCode = await run(process.argv.slice(2), process.env);
}

// canonize.js FILE: reads JSON-LD as of version 1.0 and prints its canonical N-Quads (RDFC-1.0).
const fs = require('fs');
const jsonld = require('jsonld');

const documentLoader = (url) => {
  throw new Error(`asked for ${url}`);
};

(async () => {
  const input = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
  const options = {processingMode: 'json-ld-1.0', documentLoader, algorithm: 'RDFC-1.0', format: 'application/n-quads'};
  process.stdout.write(await jsonld.canonize(input, options));
})().catch((error) => {
  console.error(error);
  process.exit(1);
});

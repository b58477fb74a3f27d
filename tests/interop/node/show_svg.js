// show_svg.js FILE PICTURE: opens an SVG in Chromium, writes what it looks like, and prints as JSON its texts with their
// widths on the screen, what was asked of the network, and what the console said.
const {chromium} = require('playwright-core');

(async () => {
  const browser = await chromium.launch({executablePath: process.env.CHROMIUM || '/usr/bin/chromium'});
  const page = await (await browser.newContext({offline: true})).newPage();
  const requests = [], said = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  await page.goto(`file://${process.argv[2]}`);
  const texts = await page.evaluate(() => [...document.querySelectorAll('text')].map(
    (text) => [text.textContent, text.getBoundingClientRect().width]));
  const nodes = await page.evaluate(() => document.querySelectorAll('g.node').length);
  const edges = await page.evaluate(() => document.querySelectorAll('g.edge').length);
  const errors = await page.evaluate(() => document.querySelectorAll('parsererror').length);
  await page.screenshot({path: process.argv[3]});
  await browser.close();
  process.stdout.write(JSON.stringify({texts, nodes, edges, errors, requests, said}));
})().catch((error) => {
  console.error(error);
  process.exit(1);
});

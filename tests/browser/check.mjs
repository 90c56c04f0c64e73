// Opens every public page in a real browser and says what is wrong. See README.md.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { payPages, payWithoutScripts } from './pay.mjs';
import { seed } from './seed.mjs';
import { startServer } from './server.mjs';

const [binary, photos, pictures, executablePath, quick] = process.argv.slice(2);
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'target-size': { enabled: true } },
};
const SCREENS = [{ name: 'phone', width: 390, height: 844 }, { name: 'desk', width: 1280, height: 800 }];
/** Language, colours, screen: all of them, or with `--quick` one. */
const WAYS = ['el', 'en'].flatMap((language) => ['light', 'dark'].flatMap((colorScheme) =>
  SCREENS.map((screen) => ({ language, colorScheme, screen })))).slice(0, quick === '--quick' ? 1 : undefined);
const wrong = [];
mkdirSync(pictures, { recursive: true });

const server = await startServer(binary);
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--force-color-profile=srgb'],
});
try {
  const story = await seed(server, photos);
  const { lat, lon } = story.whole.located.position;
  const area = story.city.geography.areas[0].code;
  const pages = {
    home: '/', list: '/reports', filtered: '/reports?face=fixed', empty: '/reports?face=closed&what=weeds',
    missed: '/reports?number=999999', report: `/reports/${story.whole.number}`, strange: `/reports/${story.strange.number}`,
    duplicate: `/reports/${story.same.number}`, map: '/map', area: `/map?area=${area}`, near: `/map?lat=${lat}&lon=${lon}&r=250`,
    street: '/map?street=tsimiski', privacy: '/privacy', accessibility: '/accessibility',
    missing: '/reports/NOTHING-2026-1',
    ...await payPages(server, story),
  };
  for (const look of [eachPage, narrow, withoutScripts, paying, weights, leaks]) {
    await look(pages, story).catch((error) => wrong.push(`${look.name}: ${error.message}`));
  }
} finally {
  await browser.close();
  await server.stop();
}
if (wrong.length > 0) {
  console.error(`\n${wrong.length} things are wrong:\n  ${wrong.join('\n  ')}`);
  process.exit(1);
}
console.log('browser-check: everything holds');

/** Opens a page and notes whatever the browser complains of. */
async function open(context, name, path) {
  const page = await context.newPage();
  const expected = name.includes('missing') ? 404 : 200;
  page.on('console', (message) => {
    const own404 = (expected === 404 && message.text().includes('404')) || message.text().includes('422');
    if (['error', 'warning'].includes(message.type()) && !own404) wrong.push(`${name}: console: ${message.text()}`);
  });
  page.on('pageerror', (error) => wrong.push(`${name}: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url)) wrong.push(`${name}: asks ${request.url()}`);
  });
  page.on('response', (response) => {
    const own = response.request().isNavigationRequest() ? expected : 200;
    const status = response.status();
    // A form that was filled in wrongly is shown again.
    if (status === 422 && response.request().method() === 'POST') return;
    const moved = status >= 300 && status < 400;
    if (status !== own && !moved) wrong.push(`${name}: ${status} for ${response.url()}`);
  });
  await page.goto(`${server.url}${path}`, { waitUntil: 'load' });
  return page;
}

async function fits(page, name) {
  const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  if (wide > seen) wrong.push(`${name}: ${wide} px wide on a screen of ${seen} px`);
}

/** The whole page with the photos that load only when they come into sight. */
async function picture(page, path) {
  await page.evaluate(async () => {
    for (const image of document.images) {
      image.loading = 'eager';
      await image.decode().catch(() => {});
    }
  });
  await page.screenshot({ path, fullPage: true });
}

async function eachPage(pages) {
  for (const { language, colorScheme, screen } of WAYS) {
    const context = await browser.newContext({
      viewport: { width: screen.width, height: screen.height }, colorScheme, locale: language, reducedMotion: 'reduce',
    });
    for (const [name, path] of Object.entries(pages)) {
      const label = `${name}-${language}-${screen.name}-${colorScheme}`;
      const page = await open(context, label, path);
      assert.equal(await page.getAttribute('html', 'lang'), language, label);
      await fits(page, label);
      await page.evaluate(axeSource);
      const found = await page.evaluate((options) => window.axe.run(document, options), AXE);
      for (const { id, nodes } of found.violations) {
        const where = nodes.slice(0, 3).map(({ target, any, all, none }) => `${target} (${[...any, ...all, ...none][0]?.message})`);
        wrong.push(`${label}: axe ${id}: ${where.join('; ')}`);
      }
      await picture(page, join(pictures, `${label}.png`));
      await page.close();
    }
    await context.close();
  }
}

/** 320 pixels (1280 at 400 %), and text at 200 %. */
async function narrow(pages) {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, locale: 'el' });
  for (const [name, path] of Object.entries(pages)) {
    const page = await open(context, `${name}-320`, path);
    await fits(page, `${name}-320`);
    await picture(page, join(pictures, `${name}-320.png`));
    await page.setViewportSize({ width: 640, height: 800 });
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    await fits(page, `${name}-large-text`);
    await page.close();
  }
  await context.close();
}

/** A reader's way through the pages with JavaScript switched off. */
async function withoutScripts(_, story) {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 }, locale: 'en', javaScriptEnabled: false,
  });
  context.setDefaultTimeout(10_000);
  const page = await open(context, 'without-scripts', '/');
  const at = (path) => assert.equal(page.url().replace(server.url, ''), path);
  await page.click('main >> text=See all reports');
  at('/reports');
  await page.click('a[rel=next]');
  assert.match(page.url(), /\/reports\?after=/);
  await page.click('text=Ελληνικά');
  assert.match(page.url(), /after=.*lang=el$/, 'the language switch keeps the page');
  assert.equal(await page.getAttribute('html', 'lang'), 'el');
  await page.click('nav >> text=Χάρτης');
  assert.equal(await page.getAttribute('html', 'lang'), 'el', 'and is remembered');
  await page.click('text=English');
  await page.click('nav >> text=Reports');
  await page.selectOption('#what', 'pothole');
  await page.click('text=Show');
  at('/reports?what=pothole');
  await page.fill('#number', story.whole.number.toLowerCase().replaceAll('-', ' '));
  await page.click('button >> text=Find');
  at(`/reports/${story.whole.number}`);
  await page.click('summary');
  assert.ok(await page.isVisible('.steps li'), 'the steps open');
  await page.click('text=Larger map');
  assert.match(page.url(), /\/map\?lat=/);
  await page.click('a.way.out');
  await page.click('a.way.north');
  await page.click('.places >> text=Whole city');
  at('/map');
  await page.locator('a.pin').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname !== '/map' || url.search !== '');
  await page.goto(`${server.url}/`);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  at('/#content');
  await context.close();
}

/** A guest pays a bill with JavaScript switched off. */
async function paying(_, story) {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, locale: 'en', javaScriptEnabled: false,
  });
  context.setDefaultTimeout(10_000);
  await payWithoutScripts(await open(context, 'paying', '/'), { server, story, pictures });
  await context.close();
}

async function weights(pages) {
  for (const [name, path] of Object.entries(pages)) {
    const html = Buffer.from(await (await fetch(`${server.url}${path}`, { headers: { accept: 'text/html' } })).arrayBuffer());
    const packed = gzipSync(html, { level: 1 }).length;
    console.log(`${name}: ${(html.length / 1000).toFixed(1)} kB, ${(packed / 1000).toFixed(1)} kB compressed`);
    if (packed > 150_000) wrong.push(`${name}: ${packed} bytes compressed`);
  }
}

/** What is not public is on no page; what somebody wrote is only text. */
async function leaks(pages, story) {
  const own = await fetch(`${server.url}/reports/${story.hidden.number}`, { headers: { accept: 'text/html' } });
  assert.equal(own.status, 404);
  for (const [name, path] of Object.entries(pages)) {
    const html = await (await fetch(`${server.url}${path}`, { headers: { accept: 'text/html' } })).text();
    for (const secret of [story.hidden.number, 'Κρυφή', 'krifi@', 'Οφειλέτης', 'ofeiletis@', '<script', '\u202E', '\u200B']) {
      if (html.includes(secret)) wrong.push(`${name}: shows ${JSON.stringify(secret)}`);
    }
  }
}

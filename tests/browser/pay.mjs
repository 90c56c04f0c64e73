// Paying without an account: bills of a clerk, the pages that a guest sees, and a guest's whole way through them.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Caller, uuid } from './seed.mjs';

const form = (fields) => ({
  method: 'POST', redirect: 'manual', headers: { accept: 'text/html', 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams(fields),
});
const euro = (cents) => (cents / 100).toFixed(2);

async function issue(clerk, kind, head, cents, more = {}) {
  const bill = {
    id: uuid(), key: uuid(), kind, name: 'Οφειλέτης Κρυφός', email: 'ofeiletis@example.gr', description: 'Οφειλέτης Κρυφός, ΙΧΧ 1234',
    lines: [{ tax_head: head, text: 'Οφειλέτης', amount: cents }], ...more,
  };
  return (await clerk.call('POST', '/treasury/bills', bill)).bill;
}

/** The address of a bill, as a guest gets it. */
async function found(server, { rf, amount }) {
  const answer = await fetch(`${server.url}/pay`, form({ rf, amount: euro(amount) }));
  assert.equal(answer.status, 303, await answer.text());
  return answer.headers.get('location');
}

/** Presses the pay button; where it leads. */
async function begun(server, address) {
  const html = await (await fetch(`${server.url}${address}`, { headers: { accept: 'text/html' } })).text();
  const field = (name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)[1];
  const fields = { ticket: field('ticket'), attempt: field('attempt'), amount: field('amount'), provider: 'sandbox' };
  const answer = await fetch(`${server.url}/pay/attempts`, form(fields));
  assert.equal(answer.status, 303);
  return { own: `/pay/attempts/${fields.attempt}`, bank: answer.headers.get('location') };
}

/** Every page of a guest. */
export async function payPages(server, story) {
  server.addAccount('clerk', 'clerk', 'a long enough password');
  const login = { account: 'clerk', password: 'a long enough password' };
  const clerk = new Caller(server.url, (await new Caller(server.url).call('POST', '/sessions', login)).token);
  const whole = (bill) => bill.payables[0];
  const fees = whole(await issue(clerk, 'municipal-fees', 'cleaning-lighting', 18_460, { period: '2026' }));
  const fine = whole(await issue(clerk, 'parking-fine', 'fines', 8_000));
  const late = whole(await issue(clerk, 'municipal-fees', 'cleaning-lighting', 30_000, { issued_on: '2026-03-02', due_on: '2026-05-04' }));
  const planned = await issue(clerk, 'municipal-fees', 'cleaning-lighting', 24_000);
  const phoneId = uuid();
  const phone = await new Caller(server.url).call('POST', '/devices', { id: phoneId, platform: 'terminal', app_version: '0.1.0', language: 'el' });
  const owner = new Caller(server.url, phone.token);
  await owner.call('POST', '/pay/lookups', { rf: whole(planned).rf, amount: 24_000 });
  await owner.call('POST', `/pay/bills/${planned.id}/plan`, { instalments: 4 });
  const paid = whole(await issue(clerk, 'municipal-fees', 'cleaning-lighting', 4_512, { period: '2026' }));

  const paidAt = await found(server, paid);
  const { own, bank } = await begun(server, paidAt);
  const waiting = await begun(server, await found(server, fees));
  const done = await fetch(bank, { ...form({ act: 'pay', with: 'once' }) });
  assert.ok(done.status < 400, `the bank: ${done.status} ${await done.text()}`);
  const gaveUp = await begun(server, await found(server, fine));
  await fetch(`${server.url}${gaveUp.own}?gave_up=1`, { headers: { accept: 'text/html' } });
  const verified = await eventually(async () => {
    const html = await (await fetch(`${server.url}${own}`, { headers: { accept: 'text/html' } })).text();
    return /href="(\/receipts\/verify\/[^"]+)"/.exec(html)?.[1];
  });
  story.toPay = whole(await issue(clerk, 'municipal-fees', 'cleaning-lighting', 12_345));
  return {
    pay: '/pay', 'pay-prefilled': `/pay/${fees.rf}`, 'pay-mistyped': `/pay/${fees.rf.slice(0, 20)}`, 'pay-again': '/pay?again=1',
    bill: await found(server, fees), fine: await found(server, fine), late: await found(server, late),
    plan: await found(server, whole(planned)), 'paid-bill': paidAt, 'attempt-paid': own, 'attempt-waiting': `${waiting.own}?still=1`,
    'attempt-over': gaveUp.own, verify: '/receipts/verify', verified, 'verify-missing': '/receipts/verify/00000-00000-00000-00000',
  };
}

async function eventually(look) {
  for (let tries = 0; tries < 100; tries += 1) {
    const seen = await look();
    if (seen) return seen;
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  throw new Error('it did not come');
}

/** What a QR code says, where zbar is installed. */
function qr(file) {
  const read = spawnSync('zbarimg', ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', file], { encoding: 'utf8' });
  if (read.error) {
    console.log('skipped: zbarimg is not here, no QR code was read (Debian: apt install zbar-tools)');
    return undefined;
  }
  return read.stdout.trim();
}

/** From the slip to the verified receipt, without JavaScript. */
export async function payWithoutScripts(page, { server, story, pictures }) {
  const { rf, amount } = story.toPay;
  await page.click('nav >> text=Pay');
  await page.fill('#rf', `${rf.slice(0, 24)}${(Number(rf[24]) + 1) % 10}`.toLowerCase());
  await page.fill('#amount', euro(amount).replace('.', ','));
  await page.click('text=Show the bill');
  assert.match(await page.textContent('#rf-wrong'), /check digits/);
  await page.screenshot({ path: join(pictures, 'pay-wrong.png'), fullPage: true });
  await page.fill('#rf', rf.replace(/(.{4})/g, '$1 ').toLowerCase());
  await page.click('text=Show the bill');
  assert.match(page.url(), /\/pay\/bills\//);
  assert.equal(await page.textContent('.amount'), '€123.45');
  await page.click('text=Ελληνικά');
  assert.match(page.url(), /\/pay\/bills\/.*lang=el/, 'the language switch keeps the bill');
  await page.click('text=English');
  const picture = join(pictures, 'pay-qr.png');
  await page.locator('.qr svg').screenshot({ path: picture });
  const code = qr(picture);
  if (code !== undefined) {
    assert.match(code, /^BCD\n002\n1\nSCT\n/);
    assert.ok(code.includes('EUR123.45') && code.includes(rf), code);
  }
  await page.click('button[name=provider] >> nth=0');
  assert.match(page.url(), /\/sandbox\//);
  await page.click('button[value=pay]');
  await page.waitForURL(/\/pay\/attempts\//);
  await eventually(async () => {
    if (await page.isVisible('.told.good')) return true;
    await page.reload();
    return false;
  });
  const file = await page.getAttribute('a[href$="receipt.pdf"]', 'href');
  const pdf = Buffer.from(await (await fetch(`${server.url}${file}`)).arrayBuffer());
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  writeFileSync(join(pictures, 'receipt.pdf'), pdf);
  const drawn = spawnSync('pdftoppm', ['-r', '150', '-png', '-singlefile', join(pictures, 'receipt.pdf'), join(pictures, 'receipt')]);
  let verify = await page.getAttribute('a[href*="/receipts/verify/"]', 'href');
  if (drawn.error) console.log('skipped: pdftoppm is not here, the receipt was not drawn (Debian: apt install poppler-utils)');
  else verify = qr(join(pictures, 'receipt.png')) ?? verify;
  await page.goto(new URL(verify, server.url).href);
  assert.match(await page.textContent('h1'), /This receipt is genuine/);
  assert.match(await page.textContent('dl'), /€123\.45/);
  await page.goto(`${server.url}/pay`);
  await page.fill('#rf', rf);
  await page.fill('#amount', euro(amount));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/pay\/bills\//);
  assert.match(await page.textContent('main'), /This bill is paid/);
}

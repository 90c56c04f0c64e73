// A city in which something goes on: reports filed, planned, fixed, merged, declined over the API, as phones and crews do.

import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const API = '/api/v1';

/** UUIDv7. */
export function uuid() {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The same numbers in every run (mulberry32). */
function dice(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export class Caller {
  constructor(url, token) {
    Object.assign(this, { url, token });
  }

  async call(method, path, body, headers = {}) {
    const response = await fetch(`${this.url}${API}${path}`, {
      method,
      headers: {
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
        'accept-language': 'en',
        'idempotency-key': uuid(),
        ...headers,
      },
      body: body ? JSON.stringify(body) : undefined,
    });
    const text = await response.text();
    const answer = text ? JSON.parse(text) : {};
    if (!response.ok) {
      throw Object.assign(new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`), { answer });
    }
    return answer;
  }

  /** Uploads a photo by tus: announced, then in two parts. */
  async photo(bytes) {
    const id = uuid();
    const tus = { authorization: `Bearer ${this.token}`, 'tus-resumable': '1.0.0' };
    const encoded = (text) => Buffer.from(text).toString('base64');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const created = await fetch(`${this.url}${API}/media`, {
      method: 'POST',
      headers: {
        ...tus,
        'upload-length': String(bytes.length),
        'upload-metadata': `id ${encoded(id)},sha256 ${encoded(sha256)}`,
      },
    });
    if (created.status !== 201) throw new Error(`announcing a photo: ${created.status} ${await created.text()}`);
    const place = new URL(created.headers.get('location'), this.url);
    for (let offset = 0; offset < bytes.length; ) {
      const part = bytes.subarray(offset, offset + Math.ceil(bytes.length / 2));
      const sent = await fetch(place, {
        method: 'PATCH',
        headers: { ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) },
        body: part,
      });
      if (sent.status !== 204) throw new Error(`uploading a photo: ${sent.status} ${await sent.text()}`);
      offset = Number(sent.headers.get('upload-offset'));
    }
    return id;
  }
}

async function phone(url) {
  const id = uuid();
  const body = { id, platform: 'terminal', app_version: '0.1.0', language: 'el' };
  const { token } = await new Caller(url).call('POST', '/devices', body);
  return new Caller(url, token);
}

const WORDS = [
  ['pothole', 'Μεγάλη λακκούβα στη δεξιά λωρίδα, τα μηχανάκια πέφτουν μέσα.'],
  ['blocked-gully', 'Το φρεάτιο είναι γεμάτο φύλλα και χώμα. Με την πρώτη βροχή πλημμυρίζει ο δρόμος.'],
  ['street-light-out', 'i lampa den anavei edo kai mia evdomada, einai poly skoteina to vrady'],
  ['bin-overflowing', 'The bins have not been emptied since Friday and rubbish covers the pavement.'],
  ['broken-pavement', 'Σπασμένες πλάκες στο πεζοδρόμιο, χτύπησε μια ηλικιωμένη κυρία.'],
  ['faded-marking', 'Η διπλή κίτρινη γραμμή έχει σβηστεί τελείως.'],
  ['water-leak', 'Τρέχει νερό από το πεζοδρόμιο εδώ και δύο μέρες.'],
  ['litter', 'Skoupidia pantou giro apo ta pagkakia'],
  ['ramp-blocked', 'Αυτοκίνητο και μηχανάκια κλείνουν μόνιμα τη ράμπα ΑμεΑ.'],
  ['road-surface', 'Η άσφαλτος έχει υποχωρήσει γύρω από τη σχάρα.'],
  ['tree-pruning', 'Τα κλαδιά κρύβουν το φανάρι και ακουμπούν στα παράθυρα.'],
  ['drinking-fountain', 'Η βρύση στην πλατεία στάζει συνεχώς.'],
  ['graffiti', 'Tags all over the monument, again.'],
  ['weeds', 'Ξερά χόρτα ως το γόνατο δίπλα στην παιδική χαρά.'],
  ['dark-spot', 'Σκοτεινή γωνία μπροστά στη στάση του λεωφορείου.'],
  ['traffic-light-out', 'Το φανάρι για τους πεζούς δεν ανάβει πράσινο.'],
];

/** The first answers that a service asks for and that stop nobody. */
function answers(service) {
  const given = [];
  for (const question of service.questions ?? []) {
    const asked = !question.when || given.some((answer) =>
      answer.question === question.when.question && question.when.is.includes(answer.value.value));
    if (!question.required || !asked) continue;
    const { type } = question.kind;
    const calm = type === 'choice' && question.kind.choices.find((choice) => !choice.stops_with_emergency);
    const value = { choice: calm?.code, text: 'ναι', number: question.kind.min, date: '2026-11-20' }[type];
    given.push({ question: question.code, value: { type, value } });
  }
  return given;
}

export async function seed(server, photosDir, count = 60) {
  const { url } = server;
  const city = await new Caller(url).call('GET', '/city');
  const service = (code) => city.services.find((one) => one.code === code);
  const known = WORDS.filter(([code]) => service(code));
  const photos = readdirSync(photosDir).filter((name) => /^street-.*\.jpg$/.test(name)).sort()
    .map((name) => readFileSync(join(photosDir, name)));
  const roll = dice(7);
  const lines = city.geography.streets.map((street) => street.line).filter((line) => line.length > 3);
  const spot = () => {
    const line = lines[Math.floor(roll() * lines.length)];
    const [lon, lat] = line[Math.floor(roll() * line.length)];
    return { lat, lon };
  };
  const citizens = [await phone(url), await phone(url), await phone(url), await phone(url)];
  const file = async (citizen, code, description, { position, withPhotos = 0, hint } = {}) => {
    const images = [];
    for (let n = 0; n < withPhotos; n += 1) images.push(await citizen.photo(photos[Math.floor(roll() * photos.length)]));
    for (let attempt = 0; ; attempt += 1) {
      const where = position ?? spot();
      try {
        const { report } = await citizen.call('POST', '/reports', {
          id: uuid(), service: code, description, photos: images, answers: answers(service(code)),
          located: { position: where, accuracy_m: 8, source: 'phone' },
          ...(hint ? { place_hint: hint } : {}),
          ...(service(code).needs_contact ? { contact: { name: 'Μαρία Κρυφή', email: 'krifi@example.gr', phone: '' } } : {}),
          reported_at: new Date().toISOString(),
        });
        return { ...report, citizen };
      } catch (error) {
        // Some streets lie beyond the boundary.
        if (error.answer?.code !== 'outside_city' || attempt > 50) throw error;
      }
    }
  };

  // What somebody may write to break a page: on the first page of the list, not on the very first.
  const evil = '<script>alert("1")</script> <b>bold</b> "><img src=x onerror=alert(2)> \u202Eevil\u200B ' + 'α'.repeat(180);
  let strange;
  const reports = [];
  for (let n = 0; n < count; n += 1) {
    if (n === count - 10) strange = await file(citizens[0], 'litter', evil, { hint: '"><script>alert(3)</script>' });
    const [code, words] = known[n % known.length];
    const needs = service(code).needs_photo ? 1 : 0;
    const withPhotos = needs || (n % 5 === 0 ? 1 : 0);
    reports.push(await file(citizens[n % 4], code, words, { withPhotos }));
  }
  const hidden = await file(citizens[1], 'noise', 'Κρυφή αναφορά για θόρυβο από μπαρ');

  server.addAccount('dispatcher', 'dispatcher', 'a long enough password');
  const login = { account: 'dispatcher', password: 'a long enough password' };
  const dispatcher = new Caller(url, (await new Caller(url).call('POST', '/sessions', login)).token);
  const decide = (report, decision) => dispatcher.call('POST', `/reports/${report.id}/decisions`, { decision });

  // One report goes the whole way: a crew plans, photographs, fixes; the citizen rates.
  const whole = await file(citizens[2], 'pothole', 'Λακκούβα μπροστά στη διάβαση του σχολείου. Τα παιδιά περνούν ανάμεσα στα αυτοκίνητα για να την αποφύγουν.', { withPhotos: 2, hint: 'μπροστά στο 2ο δημοτικό σχολείο' });
  for (const citizen of [citizens[0], citizens[1], citizens[3]]) {
    await citizen.call('POST', `/reports/${whole.id}/supporters`, { text: '', photos: [] });
  }
  await fix(url, city, dispatcher, whole, photos);
  await citizens[2].call('PUT', `/reports/${whole.id}/rating`, { stars: 5, comment: 'Ευχαριστώ' });

  const same = await file(citizens[3], 'pothole', 'Λακκούβα στη διάβαση, επικίνδυνη για παιδιά', { position: reports[0].located.position, withPhotos: 1 });
  await decide(same, { type: 'merge', into: reports[0].id });
  await decide(reports[1], { type: 'reject', reason: 'Το φρεάτιο ανήκει στην εταιρεία ύδρευσης και καθαρίστηκε ήδη.' });
  await decide(reports[2], { type: 'ask', question: 'Ποιος αριθμός γράφει πάνω στον στύλο;' });
  for (const report of reports.filter((_, n) => n % 4 === 3)) {
    const now = (await dispatcher.call('GET', `/reports/${report.id}`)).report;
    if (now.state !== 'triaged') await decide(report, { type: 'schedule', crew: crewFor(city, now).code, on: today(city) }).catch(() => {});
    await decide(report, { type: 'resolve', note: 'Αποκαταστάθηκε από το συνεργείο.' }).catch(() => {});
  }
  return { city, reports, strange, hidden, whole, same, first: reports[0] };
}

function today(city) {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: city.time_zone }).format(new Date());
}

/** A crew of the report's department that can do its service. */
function crewFor(city, report) {
  const fits = (crew) => crew.department === report.department &&
    (!crew.services?.length || crew.services.includes(report.service));
  return city.crews.find((crew) => crew.code === report.crew) ?? city.crews.find(fits) ?? city.crews[0];
}

async function fix(url, city, dispatcher, report, photos) {
  const now = (await dispatcher.call('GET', `/reports/${report.id}`)).report;
  const crew = crewFor(city, now);
  const decide = (decision) => dispatcher.call('POST', `/reports/${report.id}/decisions`, { decision });
  if (now.state === 'triaged') await decide({ type: 'assign', department: now.department, crew: crew.code });
  await decide({ type: 'schedule', crew: crew.code, on: today(city) });
  const crewPhone = await phone(url);
  const { code } = await dispatcher.call('POST', '/crew-phones/codes', { crew: crew.code });
  await crewPhone.call('POST', '/crew-phones/enrol', { code });
  const { jobs } = await crewPhone.call('GET', '/jobs');
  const job = jobs.find((one) => one.report === report.id);
  const update = async (kind, photo, note) => ({
    at: new Date().toISOString(), note, photos: [{ id: await crewPhone.photo(photo), kind }],
  });
  await crewPhone.call('POST', `/jobs/${job.id}/start`, await update('before', photos[2], ''));
  await crewPhone.call('POST', `/jobs/${job.id}/close`, await update('after', photos[0], 'Στρώθηκε νέα άσφαλτος γύρω από τη σχάρα.'));
}

// Opens reports in Chromium as their readers do: on a desktop, a phone, in the dark, on paper.
//
// node browser_test.mjs REPORT_PAGES CHROMIUM PAGE_FOLDER: the program that writes the reports, the browser, and the
// folder whose node_modules has playwright-core.
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {mkdtempSync, readdirSync, rmSync, statSync} from "node:fs";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import path from "node:path";
import {pathToFileURL} from "node:url";

const [program, executablePath, pageFolder] = process.argv.slice(2);
const {chromium} = createRequire(path.join(pageFolder, "package.json"))("playwright-core");
const folder = mkdtempSync(path.join(tmpdir(), "mergerisk-reports-"));

const desktop = {width: 1280, height: 900};
const phone = {width: 360, height: 740};
// A4 less the margins of the style sheet, at 96 CSS pixels an inch.
const paper = {width: Math.floor((180 / 25.4) * 96), height: Math.floor((261 / 25.4) * 96)};
const mostBytes = 3_000_000;
const mostBytesWithoutData = 600_000;

/// Runs `check` in a page that is open, and fails on anything that the browser complains of or asks a network for.
async function withPage(browser, file, settings, check) {
  const context = await browser.newContext(settings);
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  const address = pathToFileURL(file).href;
  page.on("request", (request) => {
    if (request.url() !== address && !request.url().startsWith("data:")) complaints.push(`request: ${request.url()}`);
  });
  await page.goto(address, {waitUntil: "load"});
  await page.waitForFunction(() => [...document.querySelectorAll("[data-exhibit]")].every((one) => one.childElementCount > 0));
  await check(page);
  assert.deepEqual(complaints, []);
  await context.close();
}

/// What is drawn for each exhibit: how many shapes of each kind, and whether all numbers in it are numbers.
const drawn = (page) =>
  page.evaluate(() => {
    const {exhibits} = JSON.parse(document.getElementById("plots").textContent);
    const results = JSON.parse(document.getElementById("results").textContent);
    return exhibits.map((exhibit) => {
      const place = document.querySelector(`[data-exhibit="${exhibit.id}"]`);
      const count = (selector) => [...(place?.querySelectorAll(selector) ?? [])].filter((one) => one.getBBox().width + one.getBBox().height > 0).length;
      return {
        id: exhibit.id,
        plot: exhibit.plot,
        options: exhibit.options.length,
        steps: exhibit.marks.length,
        bins: exhibit.options.reduce((sum, name) => sum + results.options[name].histograms.npv.shares.filter((share) => share > 0.01).length, 0),
        rects: count("svg rect"),
        paths: count("svg path"),
        texts: count("svg text"),
        height: place?.getBoundingClientRect().height ?? 0,
        flawed: /NaN|undefined|Infinity/.test(place?.innerHTML ?? ""),
        described: (place?.getAttribute("aria-label") ?? "").length,
        rows: place?.closest("article").querySelectorAll("table tbody tr").length ?? 0,
      };
    });
  });

function checkDrawn(exhibits) {
  assert.ok(exhibits.length > 0);
  for (const one of exhibits) {
    assert.ok(!one.flawed, `${one.id} has a number that is none`);
    assert.ok(one.height > 100, `${one.id} has no height`);
    assert.ok(one.texts > 3, `${one.id} has no labels`);
    assert.ok(one.described > 20, `${one.id} is not described`);
    assert.ok(one.rows > 0, `${one.id} has no table behind it`);
    if (one.plot === "distribution") assert.ok(one.rects >= one.bins && one.bins > 0, `${one.id}: ${one.rects} bars for ${one.bins} bins`);
    if (one.plot === "completion") assert.ok(one.paths >= one.options, `${one.id}: ${one.paths} lines`);
    if (one.plot === "yearly_cash") assert.ok(one.paths >= 3 * one.options, `${one.id}: ${one.paths} bands and lines`);
    if (one.plot === "bridge") assert.ok(one.rects >= 3, `${one.id}: ${one.rects} bars`);
    if (one.plot === "route") assert.ok(one.rects >= 2, `${one.id}: ${one.rects} bars`);
    if (one.plot === "competition") assert.ok(one.paths >= 1, `${one.id}: ${one.paths} lines`);
    if (one.plot === "claims") assert.ok(one.paths >= 2, `${one.id}: ${one.paths} curves`);
    if (one.plot === "normalised_claims") assert.ok(one.paths >= 1, `${one.id}: ${one.paths} curves`);
    if (one.plot === "failures") assert.ok(one.rects >= 1, `${one.id}: ${one.rects} bars`);
  }
}

const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function checkScreen(page) {
  checkDrawn(await drawn(page));
  assert.equal(await overflow(page), 0, "the page is wider than the screen");
  assert.equal(await page.locator("h1").count(), 1);
  const icons = await page.locator("svg.icons").evaluateAll((all) => all.map((one) => one.childElementCount));
  assert.ok(icons.length > 0 && icons.every((count) => count === 100), `icon arrays of ${icons}`);
}

async function checkKeyboard(page) {
  const details = page.locator("#npv details");
  await details.locator("summary").focus();
  assert.equal(await details.evaluate((one) => one.open), false);
  await page.keyboard.press("Enter");
  assert.equal(await details.evaluate((one) => one.open), true);
  assert.ok(await details.locator("table").first().isVisible());
}

async function checkNames(page) {
  const name = await page.evaluate(() => JSON.parse(document.getElementById("results").textContent).transaction.name);
  assert.ok(name.startsWith("</script>"));
  assert.equal(await page.title(), await page.locator("h1").textContent());
  assert.equal(await page.locator("h1").textContent(), name);
  assert.equal(await page.locator("img, iframe, object, [onerror], a[href^=javascript], main style:not(svg style), main script").count(), 0);
  assert.equal(await page.locator("script").count(), 3);
}

async function checkPaper(page) {
  await page.emulateMedia({media: "print"});
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  checkDrawn(await drawn(page));
  assert.ok((await overflow(page)) <= 0, "something is cut at the edge of the paper");
  const tall = await page.locator(".whole:not(.in-parts), .in-parts .panel, .in-parts header").evaluateAll(
    (all, most) => all.filter((one) => one.getBoundingClientRect().height > most).map((one) => one.closest("article").id), paper.height);
  assert.deepEqual(tall, [], "exhibits that no page holds");
  const closed = await page.locator("details:not([open])").count();
  assert.equal(closed, 0, "tables that are not printed");
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.equal(await page.locator("details[open]").count(), 0);
  const pdf = await page.pdf({preferCSSPageSize: true});
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  assert.ok(pages >= 4 && pages <= 40, `${pages} pages`);
}

/// Last, because the browser complains of it, as it should.
async function checkPolicy(browser, file) {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  const ran = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
    const loaded = await fetch("data:text/plain,x").then(() => true, () => false);
    return {script: window.ran === true, loaded};
  });
  assert.deepEqual(ran, {script: false, loaded: false});
  await page.close();
}

let browser;
try {
  execFileSync(program, [folder], {stdio: "inherit"});
  const files = readdirSync(folder).map((name) => path.join(folder, name));
  assert.equal(files.length, 4);
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  browser = await chromium.launch({executablePath, args: sandbox});
  for (const file of files) {
    const name = path.basename(file, ".html");
    const steps = [
      ["on a desktop", {viewport: desktop}, checkScreen],
      ["on a phone", {viewport: phone, deviceScaleFactor: 2, hasTouch: true}, checkScreen],
      ["in the dark", {viewport: desktop, colorScheme: "dark"}, checkScreen],
      ["on paper", {viewport: paper}, checkPaper],
      ["by keyboard", {viewport: desktop}, checkKeyboard],
    ];
    if (name === "hostile") steps.push(["with hostile names", {viewport: desktop}, checkNames]);
    for (const [step, settings, check] of steps) {
      try {
        await withPage(browser, file, settings, check);
      } catch (error) {
        error.message = `${name} ${step}: ${error.message}`;
        throw error;
      }
      console.log(`ok: ${name} ${step}`);
    }
    assert.ok(statSync(file).size < mostBytes, `${name} has ${statSync(file).size} bytes`);
    await checkPolicy(browser, file);
  }
  await withPage(browser, path.join(folder, "sample.html"), {viewport: desktop}, async (page) => {
    const data = await page.evaluate(() => document.getElementById("results").textContent.length + document.getElementById("plots").textContent.length);
    const bytes = statSync(path.join(folder, "sample.html")).size - data;
    assert.ok(bytes < mostBytesWithoutData, `the page without data has ${bytes} bytes`);
  });
} finally {
  await browser?.close();
  rmSync(folder, {recursive: true, force: true});
}

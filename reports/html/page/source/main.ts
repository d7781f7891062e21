// Adds the plots to the page, and keeps them at the width that they have.
import {bridge} from "./bridge";
import {claims, normalisedClaims} from "./claims";
import {competition} from "./competition";
import {completion} from "./completion";
import {type Exhibit, type Page, type PlotKind, readPage, readResults, type Results} from "./data";
import {distribution} from "./distribution";
import type {Drawing} from "./drawing";
import {failures} from "./failures";
import {route} from "./route";
import {yearlyCash} from "./yearly_cash";

type Draw = (exhibit: Exhibit, page: Page, results: Results, width: number) => Drawing[];

const drawings: Record<PlotKind, Draw> = {distribution, completion, yearly_cash: yearlyCash, bridge, failures, route, competition, claims, normalised_claims: normalisedClaims};
const kNarrowest = 160; // CSS pixels; less is a place that is not laid out yet
const kPrintedWidth = 680; // what an A4 page holds between its margins, CSS pixels

const page = readPage();
const results = readResults();

function places(): {exhibit: Exhibit; place: HTMLElement}[] {
  return [...document.querySelectorAll<HTMLElement>("[data-exhibit]")].flatMap((place) => {
    const exhibit = page.exhibits.find((one) => one.id === place.dataset.exhibit);
    return exhibit ? [{exhibit, place}] : [];
  });
}

function draw(place: HTMLElement, exhibit: Exhibit, width: number): void {
  if (width < kNarrowest) return;
  place.replaceChildren(...drawings[exhibit.plot](exhibit, page, results, width));
}

const all = places();
const drawnAt = new Map<HTMLElement, number>();

function fit(place: HTMLElement, exhibit: Exhibit): void {
  const width = Math.floor(place.getBoundingClientRect().width);
  if (width > 0 && drawnAt.get(place) !== width) {
    drawnAt.set(place, width);
    draw(place, exhibit, width);
  }
}

for (const {exhibit, place} of all) fit(place, exhibit);
const observer = new ResizeObserver((changes) => {
  for (const {target} of changes) {
    const one = all.find(({place}) => place === target);
    if (one) fit(one.place, one.exhibit);
  }
});
for (const {place} of all) observer.observe(place);

// On paper every table is open, and plots have the width of the page.
let opened: HTMLDetailsElement[] = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
  for (const details of opened) details.open = true;
  for (const {exhibit, place} of all) draw(place, exhibit, kPrintedWidth);
});
addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
  drawnAt.clear();
  for (const {exhibit, place} of all) fit(place, exhibit);
});

// What all plots have in common.
import * as Plot from "@observablehq/plot";

export const ink = "var(--ink)";
export const muted = "var(--muted)";
export const rule = "var(--rule)";
export const accent = "var(--accent)";
export const neutral = "var(--neutral)";
export const paper = "var(--paper)";

export type Drawing = SVGElement | HTMLElement;

/// Text sizes stay the same whatever the width: plots are drawn anew, not scaled.
export const common = (width: number): Plot.PlotOptions => ({
  width,
  style: {fontFamily: "inherit", fontSize: "13px", background: "transparent", overflow: "visible"},
});

export const isNarrow = (width: number): boolean => width < 520;

/// The name of an option above its panel. Names are text, never markup.
export function panel(label: string, remark: string, drawing: Drawing): HTMLElement {
  const element = document.createElement("div");
  element.className = "panel";
  const title = document.createElement("p");
  title.className = "panel-title";
  const name = document.createElement("bdi");
  name.textContent = label;
  title.append(name);
  if (remark) {
    const text = document.createElement("span");
    text.textContent = remark;
    title.append(text);
  }
  element.append(title, drawing);
  return element;
}

/// Percent, for axes only.
export const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;

export const signed = (value: number): string => value.toLocaleString("en-GB").replace("-", "−");

/// Text that stays readable over lines.
export const halo = {stroke: paper, strokeWidth: 4} as const;

/// Soft hyphens in words that are too long for a line of a plot.
export const breakable = (text: string): string =>
  text.replace(/\S{17,}/g, (word) => [...word].map((character, i) => (i > 0 && i % 12 === 0 ? `\u00ad${character}` : character)).join(""));

/// The text in lines of at most so many characters where its words allow.
export function lines(text: string, characters: number): string {
  const most = Math.max(characters, 8);
  const all: string[] = [];
  for (const word of breakable(text).split(" ")) {
    const last = all[all.length - 1];
    if (last !== undefined && last.length + 1 + word.length <= most) all[all.length - 1] = `${last} ${word}`;
    else all.push(word);
  }
  return all.join("\n");
}

/// What the shapes of a plot mean: each is drawn by the style of its class.
export function legend(entries: [kind: string, words: string][]): HTMLElement {
  const list = document.createElement("ul");
  list.className = "legend";
  for (const [kind, words] of entries) {
    const entry = document.createElement("li");
    const shape = document.createElement("i");
    shape.className = `key-${kind}`;
    const text = document.createElement("span");
    text.textContent = words;
    entry.append(shape, text);
    list.append(entry);
  }
  return list;
}

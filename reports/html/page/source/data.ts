// What stands in the page: the results (typed by their schema) and the words that go into plots.
import type {MergeriskResults} from "results";

export type Results = MergeriskResults;
export type Option = Results["options"][string];

/// A label written out by the program, so that plots show the same digits as tables.
export interface Mark {
  option: string;
  name: string;
  label: string;
  text: string;
  value: number;
  low: number | null;
  high: number | null;
}

export type PlotKind = "distribution" | "completion" | "yearly_cash" | "bridge" | "failures" | "route" | "competition" | "claims" | "normalised_claims";

export interface Exhibit {
  id: string;
  plot: PlotKind;
  options: string[];
  description: string;
  marks: Mark[];
}

export interface OptionName {
  name: string;
  label: string;
  short_label: string;
  counterfactual: boolean;
}

export interface Page {
  money: string;
  valuation_date: string;
  horizon_months: number;
  options: OptionName[];
  exhibits: Exhibit[];
}

function json<T>(id: string): T {
  const element = document.getElementById(id);
  if (!element?.textContent) throw new Error(`the page has no ${id}`);
  return JSON.parse(element.textContent) as T;
}

export const readResults = (): Results => json<Results>("results");
export const readPage = (): Page => json<Page>("plots");

export function optionOf(results: Results, name: string): Option {
  const option = results.options[name];
  if (!option) throw new Error(`the results have no option ${name}`);
  return option;
}

export const nameOf = (page: Page, name: string): OptionName =>
  page.options.find((option) => option.name === name) ?? {name, label: name, short_label: name, counterfactual: false};

export const markOf = (exhibit: Exhibit, option: string, name: string): Mark | undefined =>
  exhibit.marks.find((mark) => mark.option === option && mark.name === name);

/// The moment so many calendar months after the valuation date, in UTC.
export function dateAt(page: Page, months: number): Date {
  const [year = 1970, month = 1, day = 1] = page.valuation_date.split("-").map(Number);
  const whole = Math.floor(months + 1e-9);
  const start = Date.UTC(year, month - 1 + whole, day);
  const end = Date.UTC(year, month + whole, day);
  return new Date(start + (months - whole) * (end - start));
}

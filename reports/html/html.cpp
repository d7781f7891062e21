#include "reports/html/html.h"

#include "reports/html/escape.h"
#include "reports/html/page_assets.h"
#include "reports/html/parts.h"
#include "reports/view/words.h"

#include <fmt/format.h>

#include <initializer_list>
#include <utility>

namespace mergerisk::html {

namespace {

std::string paragraph(std::string_view text, std::string_view kind = "") {
    if (text.empty()) return "";
    return kind.empty() ? fmt::format("<p>{}</p>\n", escaped(text))
                        : fmt::format("<p class=\"{}\">{}</p>\n", kind, escaped(text));
}

/// Numbers the exhibits in the order of the page.
class ExhibitNumbers {
  public:
    int next() { return ++last_; }

  private:
    int last_ = 0;
};

std::string notes(view::Exhibit const& exhibit) {
    std::string out;
    for (auto const& [title, text] :
         {std::pair{"How to read it", &exhibit.how_to_read}, std::pair{"Source", &exhibit.source},
          std::pair{"Error", &exhibit.error_note}}) {
        if (!text->empty()) out += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", title, escaped(*text));
    }
    return out.empty() ? "" : "<dl class=\"notes\">\n" + out + "</dl>\n";
}

std::string tables(view::Exhibit const& exhibit, view::Units const& units) {
    std::string out;
    for (view::Table const& one : exhibit.tables) {
        if (!one.rows.empty()) out += table(one, units);
    }
    return out;
}

/// Plots of any number of parts, each of which a page holds.
bool is_in_parts(view::Plot plot) {
    return plot == view::Plot::route || plot == view::Plot::claims || plot == view::Plot::normalised_claims;
}

std::string exhibit(view::Exhibit const& one, view::Units const& units, ExhibitNumbers& numbers) {
    std::string const id = escaped(one.id);
    std::string const plot =
        one.plot == view::Plot::none
            ? ""
            : fmt::format(
                  "<div class=\"plot\" data-exhibit=\"{}\" role=\"img\" aria-label=\"{}\"></div>\n"
                  "<noscript><p>The plot needs a script; the table holds the same figures.</p></noscript>\n",
                  id, escaped(one.title + ". " + one.description));
    bool const behind = one.plot != view::Plot::none || one.id == "measures" || one.id == "dependence";
    std::string out = fmt::format(
        "<article class=\"exhibit\" id=\"{0}\" aria-labelledby=\"{0}-title\">\n<div class=\"whole{5}\">\n"
        "<header><p class=\"exhibit-number\">Exhibit {1}</p><h3 id=\"{0}-title\">{2}</h3>{3}</header>\n{4}",
        id, numbers.next(), escaped(one.title), paragraph(one.subtitle, "subtitle"), plot,
        behind ? (is_in_parts(one.plot) ? " in-parts" : "") : " with-table");
    std::string const rows = tables(one, units);
    if (!behind)
        return out + "</div>\n" +
               (one.tables.size() == 1 ? "<div class=\"alone\">\n" + rows + "</div>\n" : rows) + notes(one) +
               "</article>\n";
    out += notes(one) + "</div>\n";
    if (!rows.empty()) {
        out += fmt::format("<details><summary>{}</summary>\n{}</details>\n",
                           one.tables.size() == 1 ? "Table" : "Tables", rows);
    }
    return out + "</article>\n";
}

bool has_futures(view::Futures const& futures) {
    return futures.outweigh + futures.completed_only + futures.not_completed + futures.undecided > 0;
}

std::string joined(std::initializer_list<std::string const*> sentences) {
    std::string text;
    for (std::string const* const sentence : sentences) {
        if (!sentence->empty()) text += (text.empty() ? "" : " ") + *sentence;
    }
    return text;
}

/// The sentence for each option; the first is what the report is about.
std::string headlines(std::vector<view::Answer> const& answers) {
    std::string out;
    for (std::size_t i = 0; i < answers.size(); ++i)
        out += paragraph(answers[i].headline, i == 0 ? "headline lead" : "headline");
    return out;
}

/// Options beside each other: their futures, and what is said of them.
std::string panels(std::vector<view::Answer> const& answers) {
    std::string out;
    for (view::Answer const& one : answers) {
        out += fmt::format("<div class=\"answer\">\n<h3 dir=\"auto\">{}</h3>\n", escaped(one.label));
        if (has_futures(one.futures)) out += icon_array(one.futures);
        out += paragraph(joined({&one.rest, &one.certainty}));
        out += paragraph(joined({&one.comparison, &one.expectation}));
        out += "</div>\n";
    }
    return out.empty() ? "" : "<div class=\"answers\">\n" + out + "</div>\n";
}

std::string list(std::vector<std::string> const& items, std::string_view kind) {
    if (items.empty()) return "";
    std::string out = fmt::format("<ul class=\"{}\">\n", kind);
    for (std::string const& item : items) out += fmt::format("<li>{}</li>\n", escaped(item));
    return out + "</ul>\n";
}

std::string masthead(view::Document const& document) {
    std::string out = "<a class=\"skip\" href=\"#answer\">To the answer</a>\n<header class=\"masthead\">\n";
    out += "<p class=\"kind\">Transaction risk report</p>\n";
    out += fmt::format("<h1 dir=\"auto\">{}</h1>\n", escaped(document.title));
    out += paragraph(document.subtitle, "subtitle");
    out += paragraph(document.banner, "banner");
    out += "<nav aria-label=\"Contents\"><ul>\n<li><a href=\"#answer\">The answer</a></li>\n";
    for (view::Section const& section : document.sections)
        out += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", escaped(section.id), escaped(section.title));
    return out + "<li><a href=\"#provenance\">Provenance</a></li>\n</ul></nav>\n</header>\n";
}

std::string first_screen(view::Document const& document, ExhibitNumbers& numbers) {
    std::string out = "<section id=\"answer\">\n<h2 class=\"quiet\">The answer</h2>\n";
    out += headlines(document.answers) + panels(document.answers);
    out += exhibit(document.side_by_side, document.units, numbers);
    out += "<div class=\"limits\">\n<h3>What limits this answer</h3>\n";
    out += paragraph(document.materially);
    out += list(document.caveats, "caveats");
    return out + "</div>\n</section>\n";
}

std::string sections(view::Document const& document, ExhibitNumbers& numbers) {
    std::string out;
    for (view::Section const& section : document.sections) {
        out +=
            fmt::format("<section id=\"{0}\">\n<h2>{1}</h2>\n", escaped(section.id), escaped(section.title));
        for (std::string const& text : section.paragraphs) out += paragraph(text);
        for (view::Exhibit const& one : section.exhibits) out += exhibit(one, document.units, numbers);
        out += "</section>\n";
    }
    return out;
}

std::string closing(view::Document const& document) {
    std::string out = "<section id=\"provenance\">\n<h2>Where this came from</h2>\n";
    if (!document.notes.empty()) out += "<h3>Notes</h3>\n" + list(document.notes, "remarks");
    out += table(document.provenance, document.units);
    out += table(document.assurance, document.units);
    return out + "</section>\n<footer>" + paragraph(document.origin) + paragraph(document.banner) +
           "</footer>\n";
}

/// What stands in the margin of every printed page.
std::string page_margins(view::Document const& document) {
    constexpr std::size_t kLongestTitle = 70;
    return fmt::format("@page{{@bottom-left{{content:{}}}@top-left{{content:{}}}@top-right{{content:{}}}}}",
                       css_string(document.origin),
                       css_string(view::clean_short(document.title, kLongestTitle)),
                       css_string(document.banner));
}

std::string head(view::Document const& document) {
    std::string out = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
    out += fmt::format(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '{}'; "
        "style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'\">\n",
        page_script_hash());
    out +=
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" "
        "content=\"no-referrer\">\n"
        "<link rel=\"icon\" href=\"data:,\">\n";
    out += fmt::format("<title>{}</title>\n<style>", escaped(document.title));
    for (std::string_view const piece : page_style()) out += piece;
    return out + page_margins(document) + "</style>\n</head>\n";
}

}  // namespace

std::string render(view::Document const& document, std::string_view results_json) {
    ExhibitNumbers numbers;
    std::string out = head(document) + "<body>\n" + masthead(document) + "<main>\n";
    out += first_screen(document, numbers);
    out += sections(document, numbers);
    out += closing(document) + "</main>\n";
    out += "<script type=\"application/json\" id=\"results\">" + script_json(results_json) + "</script>\n";
    out +=
        "<script type=\"application/json\" id=\"plots\">" + script_json(plot_json(document)) + "</script>\n";
    out += "<script>";
    for (std::string_view const piece : page_script()) out += piece;
    return out + "</script>\n</body>\n</html>\n";
}

}  // namespace mergerisk::html

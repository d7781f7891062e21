#include "reports/html/parts.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <optional>
#include <string_view>

namespace mergerisk::html {

namespace {

using nlohmann::json;

json or_null(std::optional<double> const& number) {
    return number ? json(*number) : json();
}

json mark(view::Mark const& one) {
    return {{"option", one.option},
            {"name", one.name},
            {"label", one.label},
            {"text", one.text},
            {"value", one.number.value},
            {"low", or_null(one.number.low)},
            {"high", or_null(one.number.high)}};
}

}  // namespace

std::string plot_json(view::Document const& document) {
    json page;
    page["money"] = document.units.money_label;
    std::chrono::year_month_day const date(document.units.valuation_date);
    page["valuation_date"] =
        fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                    static_cast<unsigned>(date.day()));
    page["horizon_months"] = document.horizon_months;
    page["options"] = json::array();
    for (view::OptionName const& option : document.options) {
        page["options"].push_back({{"name", option.name},
                                   {"label", option.label},
                                   {"short_label", option.short_label},
                                   {"counterfactual", option.counterfactual}});
    }
    page["exhibits"] = json::array();
    for (view::Section const& section : document.sections) {
        for (view::Exhibit const& exhibit : section.exhibits) {
            if (exhibit.plot == view::Plot::none) continue;
            json marks = json::array();
            for (view::Mark const& one : exhibit.marks) marks.push_back(mark(one));
            page["exhibits"].push_back({{"id", exhibit.id},
                                        {"plot", view::kPlotNames[static_cast<std::size_t>(exhibit.plot)]},
                                        {"options", exhibit.options},
                                        {"description", exhibit.description},
                                        {"marks", std::move(marks)}});
        }
    }
    return page.dump();
}

}  // namespace mergerisk::html

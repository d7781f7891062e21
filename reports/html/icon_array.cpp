#include "reports/html/parts.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace mergerisk::html {

namespace {

struct Group {
    std::string_view icon;
    int count;
    std::string_view words;
};

std::array<Group, 4> groups(view::Futures const& futures) {
    return {{{"outweigh", futures.outweigh, "benefits materially outweigh costs"},
             {"completed", futures.completed_only, "completed without that"},
             {"failed", futures.not_completed, "not completed"},
             {"undecided", futures.undecided, "undecided at the horizon"}}};
}

/// One future at the middle (x, y) of its place; each kind has its own shape.
std::string icon(std::string_view kind, int x, int y) {
    if (kind == "failed") {
        constexpr int kArm = 3;
        return fmt::format("<path class=\"failed\" d=\"M{} {}l{} {}m0 {}l{} {}\"/>", x - kArm, y - kArm,
                           2 * kArm, 2 * kArm, -2 * kArm, -2 * kArm, 2 * kArm);
    }
    if (kind == "undecided")
        return fmt::format("<circle class=\"undecided\" cx=\"{}\" cy=\"{}\" r=\"2\"/>", x, y);
    return fmt::format("<circle class=\"{}\" cx=\"{}\" cy=\"{}\" r=\"5.5\"/>", kind, x, y);
}

}  // namespace

std::string icon_array(view::Futures const& futures) {
    constexpr int kColumns = 10;
    constexpr int kPlace = 16;
    std::string icons;
    std::string legend;
    std::string described;
    int drawn = 0;
    for (Group const& group : groups(futures)) {
        for (int i = 0; i < group.count; ++i, ++drawn) {
            icons += icon(group.icon, drawn % kColumns * kPlace + kPlace / 2,
                          drawn / kColumns * kPlace + kPlace / 2);
        }
        if (group.count == 0) continue;
        legend += fmt::format(
            "<li><svg viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" aria-hidden=\"true\">{}</svg>"
            "<span><b>{}</b> {}</span></li>\n",
            icon(group.icon, kPlace / 2, kPlace / 2), group.count, group.words);
        described += fmt::format("{}{} {}", described.empty() ? "" : ", ", group.count, group.words);
    }
    return fmt::format(
        "<div class=\"futures\">\n<svg class=\"icons\" viewBox=\"0 0 160 160\" role=\"img\" "
        "aria-label=\"Of 100 futures: {}\">{}</svg>\n<ul>\n{}</ul>\n</div>\n",
        described, icons, legend);
}

}  // namespace mergerisk::html

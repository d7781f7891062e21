#include "engine/input/document.h"

#include "engine/base/contract.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <streambuf>
#include <unordered_map>
#include <utility>

namespace mergerisk::input {
namespace {

/// Number of bytes of the UTF-8 sequence at the start of `text`, 0 when it is not valid. Overlong forms,
/// surrogates and values above U+10FFFF are refused (RFC 3629, section 4).
std::size_t sequence_length(std::string_view text) {
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    unsigned const first = byte(0);
    if (first < 0x80) return 1;
    std::size_t const length = first >= 0xC2 && first < 0xE0   ? 2
                               : first >= 0xE0 && first < 0xF0 ? 3
                               : first >= 0xF0 && first < 0xF5 ? 4
                                                               : 0;
    if (length == 0 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0) != 0x80) return 0;
    unsigned const second = byte(1);
    if (first == 0xE0 && second < 0xA0) return 0;
    if (first == 0xED && second >= 0xA0) return 0;
    if (first == 0xF0 && second < 0x90) return 0;
    if (first == 0xF4 && second >= 0x90) return 0;
    return length;
}

/// Turns byte offsets into positions. A running count of code points every few bytes keeps that cheap on long
/// lines.
class Positions {
  public:
    explicit Positions(std::string_view text) : text_(text) {
        line_starts_.push_back(0);
        std::uint32_t points = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (i % kStep == 0) points_before_.push_back(points);
            points += starts_code_point(text[i]) ? 1u : 0u;
            if (text[i] == '\n') line_starts_.push_back(i + 1);
        }
        points_before_.push_back(points);
    }

    [[nodiscard]] Position at(std::size_t offset) const {
        offset = std::min(offset, text_.size());
        auto const next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
        std::size_t const start = *(next - 1);
        return {static_cast<std::uint32_t>(next - line_starts_.begin()),
                code_points(offset) - code_points(start) + 1};
    }

  private:
    static constexpr std::size_t kStep = 128;
    static bool starts_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

    [[nodiscard]] std::uint32_t code_points(std::size_t offset) const {
        std::size_t const block = std::min(offset / kStep, points_before_.size() - 1);
        std::uint32_t points = points_before_[block];
        for (std::size_t i = block * kStep; i < offset; ++i) points += starts_code_point(text_[i]) ? 1u : 0u;
        return points;
    }

    std::string_view text_;
    std::vector<std::size_t> line_starts_;
    std::vector<std::uint32_t> points_before_;
};

/// Hands the text out in small pieces and ends it early when the parser reads far ahead of what it has
/// understood: an unclosed quote, say, would otherwise pull the whole file into memory.
class BoundedBuffer : public std::streambuf {
  public:
    BoundedBuffer(std::string_view text, std::size_t look_ahead) : text_(text), look_ahead_(look_ahead) {}

    void understood(std::size_t offset) { understood_ = std::max(understood_, offset); }
    [[nodiscard]] std::size_t understood() const { return understood_; }
    [[nodiscard]] bool ran_ahead() const { return ran_ahead_; }

  protected:
    int_type underflow() override {
        if (given_ == text_.size()) return traits_type::eof();
        if (given_ > understood_ && given_ - understood_ > look_ahead_) {
            ran_ahead_ = true;
            return traits_type::eof();
        }
        std::size_t const count = std::min(kPiece, text_.size() - given_);
        piece_.assign(text_.substr(given_, count));
        given_ += count;
        setg(piece_.data(), piece_.data(), piece_.data() + piece_.size());
        return traits_type::to_int_type(piece_.front());
    }

  private:
    static constexpr std::size_t kPiece = 2048;

    std::string_view text_;
    std::size_t look_ahead_;
    std::size_t given_ = 0;
    std::size_t understood_ = 0;
    bool ran_ahead_ = false;
    std::string piece_;
};

/// Leaves the parser when a limit is passed; never leaves this file.
struct Stop {
    std::size_t offset;
    std::string reason;
    std::string suggestion;
};

bool has_control_character(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
    });
}

/// Builds the tree from the events of the parser.
class TreeBuilder : public YAML::EventHandler {
  public:
    TreeBuilder(std::string const& file, std::string_view text, Limits const& limits, BoundedBuffer& buffer,
                base::Problems& problems)
        : file_(file), text_(text), limits_(limits), buffer_(buffer), problems_(problems), positions_(text) {}

    [[nodiscard]] std::shared_ptr<Node const> take_root() { return std::move(root_); }
    [[nodiscard]] Positions const& positions() const { return positions_; }

    void OnDocumentStart(YAML::Mark const& mark) override {
        if (++documents_ > 1) {
            problem(offset_of(mark), "a second document starts here",
                    "Write one document for each file and remove the line ---");
            throw SecondDocument{};
        }
    }
    void OnDocumentEnd() override {}

    void OnNull(YAML::Mark const& mark, YAML::anchor_t anchor) override {
        // The parser marks a missing value at whatever comes next; its key is the better place.
        std::size_t offset = offset_of(mark);
        if (awaits_value()) offset = std::min(offset, frames_.back().key_offset);
        scalar(offset, "", false, anchor);
    }

    void OnScalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                  std::string const& value) override {
        std::size_t const offset = offset_of(mark);
        check_tag(offset, tag);
        if (value.size() > limits_.scalar_bytes)
            throw Stop{offset, "a value is longer than " + describe_bytes(limits_.scalar_bytes), ""};
        if (has_control_character(value))
            problem(offset, "a value contains a control character", "Remove it");
        scalar(offset, value, tag == "!", anchor);
    }

    void OnAlias(YAML::Mark const& mark, YAML::anchor_t anchor) override {
        std::size_t const offset = offset_of(mark);
        buffer_.understood(offset);
        auto const found = anchors_.find(anchor);
        if (found == anchors_.end()) {
            problem(offset, "this alias stands within the value that it refers to",
                    "Write the value out instead");
            count(1, 0, offset);
            add(std::make_shared<Node>(Node{.position = positions_.at(offset)}), offset, std::nullopt);
            return;
        }
        std::shared_ptr<Node const> const target = found->second;
        if (frames_.size() + target->height > limits_.depth) too_deep(offset);
        count(target->size, target->text_bytes, offset);
        add(target, offset, positions_.at(offset));
    }

    void OnSequenceStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(Node::Kind::list, mark, tag, anchor);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(Node::Kind::map, mark, tag, anchor);
    }
    void OnMapEnd() override { close(); }

    struct SecondDocument {};

  private:
    struct Frame {
        std::shared_ptr<Node> node;
        YAML::anchor_t anchor = 0;
        std::size_t offset = 0;
        bool has_key = false;  ///< of a map: the next node is a value
        bool dropped = false;  ///< the value of a refused key
        std::string key;
        std::size_t key_offset = 0;
        std::unordered_map<std::string, std::uint32_t> lines;  ///< of the keys so far
    };

    [[nodiscard]] std::size_t offset_of(YAML::Mark const& mark) const {
        return mark.pos < 0 ? text_.size() : std::min(static_cast<std::size_t>(mark.pos), text_.size());
    }

    [[nodiscard]] bool awaits_value() const {
        return !frames_.empty() && frames_.back().node->is_map() && frames_.back().has_key;
    }
    [[nodiscard]] bool awaits_key() const {
        return !frames_.empty() && frames_.back().node->is_map() && !frames_.back().has_key;
    }

    void problem(std::size_t offset, std::string reason, std::string suggestion) {
        Position const position = positions_.at(offset);
        problems_.push_back({path(), std::move(reason), std::move(suggestion),
                             base::Place{file_, position.line, position.column}});
    }

    [[nodiscard]] std::string path() const {
        std::string result;
        for (Frame const& frame : frames_) {
            std::string const part = frame.node->is_map() ? frame.key : std::string();
            if (!frame.has_key || part.empty()) continue;
            if (!result.empty()) result += '.';
            result += part;
        }
        return result;
    }

    [[noreturn]] void too_deep(std::size_t offset) const {
        throw Stop{offset, "maps and lists are nested more than " + std::to_string(limits_.depth) + " deep",
                   ""};
    }

    void count(std::uint64_t nodes, std::uint64_t bytes, std::size_t offset) {
        nodes_ += nodes;
        bytes_ += bytes;
        if (nodes_ > limits_.nodes)
            throw Stop{offset,
                       "the file holds more than " + std::to_string(limits_.nodes) +
                           " values (each use of an alias counts)",
                       ""};
        if (bytes_ > limits_.text_bytes)
            throw Stop{offset,
                       "the file holds more than " + describe_bytes(limits_.text_bytes) +
                           " of text (each use of an alias counts)",
                       ""};
    }

    void check_tag(std::size_t offset, std::string const& tag) {
        // An explicit `!` is reported like a quoted scalar; the text tells them apart.
        std::size_t at = offset;
        if (at < text_.size() && text_[at] == '&') {
            at = std::min(text_.find_first_of(" \t\r\n", at), text_.size());
            at = std::min(text_.find_first_not_of(" \t\r\n", at), text_.size());
        }
        bool const written = at < text_.size() && text_[at] == '!';
        if (written || (tag != "?" && tag != "!" && !tag.empty()))
            problem(offset, "tags (\"!\") are not part of the language", "Remove the tag");
    }

    void scalar(std::size_t offset, std::string const& value, bool quoted, YAML::anchor_t anchor) {
        buffer_.understood(offset);
        count(1, value.size(), offset);
        if (awaits_key()) {
            begin_entry(offset, value);
            if (anchor != 0) anchors_[anchor] = make_scalar(offset, value, quoted);
            return;
        }
        auto node = make_scalar(offset, value, quoted);
        if (anchor != 0) anchors_[anchor] = node;
        add(std::move(node), offset, std::nullopt);
    }

    [[nodiscard]] std::shared_ptr<Node> make_scalar(std::size_t offset, std::string const& value,
                                                    bool quoted) const {
        return std::make_shared<Node>(Node{
            .quoted = quoted, .position = positions_.at(offset), .text = value, .text_bytes = value.size()});
    }

    void begin_entry(std::size_t offset, std::string const& key) {
        Frame& frame = frames_.back();
        frame.has_key = true;
        frame.dropped = true;
        frame.key = key.size() > limits_.key_bytes ? std::string() : key;
        frame.key_offset = offset;
        if (key == "<<") {
            frame.node->merges = true;
            problem(offset, "merge keys (<<) are not part of the language",
                    "Write the keys out, or name a number under quantities: and refer to it");
        } else if (key.empty()) {
            problem(offset, "a key is missing", "Write name: value");
        } else if (key.size() > limits_.key_bytes) {
            problem(offset, "a key is longer than " + std::to_string(limits_.key_bytes) + " bytes", "");
        } else {
            std::uint32_t const line = positions_.at(offset).line;
            auto const [known, is_new] = frame.lines.try_emplace(key, line);
            frame.dropped = !is_new;
            if (!is_new)
                problem(offset, "this key is written twice, first in line " + std::to_string(known->second),
                        "Remove one of them");
        }
    }

    void open(Node::Kind kind, YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor) {
        std::size_t const offset = offset_of(mark);
        buffer_.understood(offset);
        check_tag(offset, tag);
        if (frames_.size() >= limits_.depth) too_deep(offset);
        count(1, 0, offset);
        Frame frame;
        frame.node = std::make_shared<Node>(Node{.kind = kind, .position = positions_.at(offset)});
        frame.anchor = anchor;
        frame.offset = offset;
        frames_.push_back(std::move(frame));
    }

    void close() {
        EXPECTS(!frames_.empty());
        Frame frame = std::move(frames_.back());
        frames_.pop_back();
        if (frame.anchor != 0) anchors_[frame.anchor] = frame.node;
        add(std::move(frame.node), frame.offset, std::nullopt);
    }

    void add(std::shared_ptr<Node const> node, std::size_t offset, std::optional<Position> alias) {
        if (frames_.empty()) {
            root_ = std::move(node);
            return;
        }
        Frame& frame = frames_.back();
        if (awaits_key()) {
            if (alias && node->is_scalar()) {
                begin_entry(offset, node->text);
                return;
            }
            problem(offset, "a key cannot be a map or a list", "Write name: value");
            frame.has_key = true;
            frame.dropped = true;
            frame.key.clear();
            frame.key_offset = offset;
            return;
        }
        bool const keep = !frame.node->is_map() || !frame.dropped;
        if (keep) {
            Node& parent = *frame.node;
            parent.size += node->size;
            parent.height = std::max(parent.height, node->height + 1);
            parent.text_bytes += node->text_bytes + frame.key.size();
            Child child;
            if (parent.is_map()) {
                child.key = frame.key;
                child.key_position = positions_.at(frame.key_offset);
            }
            child.node = std::move(node);
            child.alias = alias;
            parent.children.push_back(std::move(child));
        }
        frame.has_key = false;
        frame.dropped = false;
    }

    std::string const& file_;
    std::string_view text_;
    Limits const& limits_;
    BoundedBuffer& buffer_;
    base::Problems& problems_;
    Positions positions_;
    std::vector<Frame> frames_;
    std::unordered_map<YAML::anchor_t, std::shared_ptr<Node const>> anchors_;
    std::shared_ptr<Node const> root_;
    std::uint64_t nodes_ = 0;
    std::uint64_t bytes_ = 0;
    std::size_t documents_ = 0;
};

/// The parser's message in words that say what to do. `rest` is the text from the error on.
std::pair<std::string, std::string> explain_syntax_error(std::string const& message, std::string_view rest) {
    struct Known {
        std::string_view message;
        std::string_view reason;
        std::string_view suggestion;
    };
    Known const known_messages[] = {
        {YAML::ErrorMsg::END_OF_MAP, "this line does not fit the map around it",
         "Check the indentation, and that every key is followed by a colon and a space"},
        {YAML::ErrorMsg::END_OF_MAP_FLOW, "a map that was opened with { is not closed", "Add the missing }"},
        {YAML::ErrorMsg::END_OF_SEQ, "this line does not fit the list around it",
         "Check the indentation, and that every entry starts with a dash and a space"},
        {YAML::ErrorMsg::END_OF_SEQ_FLOW, "a list that was opened with [ is not closed", "Add the missing ]"},
        {YAML::ErrorMsg::TAB_IN_INDENTATION, "a line is indented with a tab", "Use spaces"},
        {YAML::ErrorMsg::MAP_VALUE, "a value cannot start here",
         "Quote the text if it contains a colon followed by a space"},
        {YAML::ErrorMsg::MAP_KEY, "a key cannot start here", "Check the indentation"},
        {YAML::ErrorMsg::BLOCK_ENTRY, "a list entry cannot start here", "Check the indentation"},
        {YAML::ErrorMsg::FLOW_END, "a closing bracket without an opening one", "Remove it"},
        {YAML::ErrorMsg::EOF_IN_SCALAR, "a quoted text is not closed", "Add the missing quote"},
        {YAML::ErrorMsg::UNKNOWN_TOKEN, "a value cannot start with this character",
         "Put the value in quotes"},
        {YAML::ErrorMsg::DOC_IN_SCALAR, "a quoted text is cut by a document marker", "Indent the line"},
    };
    for (Known const& known : known_messages)
        if (message == known.message) return {std::string(known.reason), std::string(known.suggestion)};
    if (message.starts_with(YAML::ErrorMsg::UNKNOWN_ANCHOR)) {
        std::string const name(rest.substr(0, std::min<std::size_t>(rest.find_first_of(" \t\r\n,[]{}"), 60)));
        return {"there is no anchor for the alias " + name + " above it",
                "Put the value in quotes if it is a text that starts with *"};
    }
    return {"this is not valid YAML (" + message + ")", ""};
}

/// The first character that a YAML text may not hold, as a problem without file.
std::optional<Stop> first_bad_character(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        std::size_t const length = sequence_length(text.substr(i));
        if (length == 0) return Stop{i, "the text is not valid UTF-8", "Save the file as UTF-8"};
        auto const byte = static_cast<unsigned char>(text[i]);
        bool const line_end =
            text[i] == '\n' || (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n');
        if (byte == 0) return Stop{i, "the text contains a NUL byte", "Save the file as plain UTF-8 text"};
        if (text[i] == '\r' && !line_end)
            return Stop{i, "a carriage return without a line feed",
                        "Save the file with line feeds as line ends"};
        if ((byte < 0x20 && !line_end && text[i] != '\t') || byte == 0x7F)
            return Stop{i, "the text contains a control character", "Remove it"};
        if (text.substr(i, 3) == "\xEF\xBB\xBF")
            return Stop{i, "a byte order mark within the text", "Remove it"};
        i += length;
    }
    return std::nullopt;
}

/// The parser meets such a tab in one of several ways.
bool is_indented_with_a_tab(std::string_view text, std::size_t offset) {
    std::size_t const line_end = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
    std::size_t const start = line_end == std::string_view::npos ? 0 : line_end + 1;
    std::size_t const end = std::min(text.find_first_not_of(" \t", start), text.size());
    return text.substr(start, end - start).find('\t') != std::string_view::npos;
}

}  // namespace

Child const* Node::find(std::string_view key) const {
    for (Child const& child : children)
        if (child.key == key) return &child;
    return nullptr;
}

std::string describe_bytes(std::size_t bytes) {
    if (bytes >= (1u << 20) && bytes % (1u << 20) == 0) return std::to_string(bytes >> 20) + " MB";
    if (bytes >= (1u << 10) && bytes % (1u << 10) == 0) return std::to_string(bytes >> 10) + " KB";
    return std::to_string(bytes) + " bytes";
}

Parsed parse_document(std::string file, std::string_view text, Limits const& limits) {
    Parsed result;
    auto const whole_file = [&](std::string reason, std::string suggestion) {
        result.problems.push_back({"", std::move(reason), std::move(suggestion), base::Place{file, 1, 1}});
        return std::move(result);
    };
    if (text.size() > limits.bytes)
        return whole_file("the file is larger than " + describe_bytes(limits.bytes), "");
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);

    // The parser takes a quoted text that is not closed for complete when a line end comes last; a comment
    // behind everything makes it notice.
    std::string const guarded = std::string(text) + "\n#";
    BoundedBuffer buffer(guarded, limits.look_ahead_bytes);
    TreeBuilder builder(file, text, limits, buffer, result.problems);
    auto const stop_at = [&](std::size_t offset, std::string reason, std::string suggestion) {
        Position const position = builder.positions().at(offset);
        result.problems.push_back({"", std::move(reason), std::move(suggestion),
                                   base::Place{file, position.line, position.column}});
        return std::move(result);
    };
    if (auto const bad = first_bad_character(text)) return stop_at(bad->offset, bad->reason, bad->suggestion);

    auto const ran_ahead = [&](std::size_t offset) {
        return stop_at(offset,
                       "one value or comment spans more than " + describe_bytes(limits.look_ahead_bytes),
                       "Close the quote or bracket, or shorten it");
    };
    try {
        std::istream stream(&buffer);
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
    } catch (TreeBuilder::SecondDocument const&) {
    } catch (Stop const& stop) {
        return stop_at(stop.offset, stop.reason, stop.suggestion);
    } catch (YAML::Exception const& error) {
        bool const has_place = !error.mark.is_null() && error.mark.pos >= 0;
        std::size_t offset = std::min(has_place ? static_cast<std::size_t>(error.mark.pos) : 0, text.size());
        // A quoted text that is not closed ends at the end of the file; where it begins is the better place.
        if (error.msg == YAML::ErrorMsg::EOF_IN_SCALAR)
            offset = std::min(text.find_first_of("'\"", buffer.understood()), offset);
        if (buffer.ran_ahead()) return ran_ahead(offset);
        if (is_indented_with_a_tab(text, offset))
            return stop_at(offset, "a line is indented with a tab", "Use spaces");
        auto [reason, suggestion] = explain_syntax_error(error.msg, text.substr(offset));
        return stop_at(offset, std::move(reason), std::move(suggestion));
    }
    if (buffer.ran_ahead()) return ran_ahead(text.size());
    auto root = builder.take_root();
    if (!root || root->is_absent()) return whole_file("the file is empty", "");
    result.document = Document{std::move(file), std::move(root)};
    return result;
}

}  // namespace mergerisk::input

#include "engine/archive/hash.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace mergerisk::archive {
namespace {

// FIPS 180-4, examples published with the standard (NIST, "SHA256" example values).
TEST(Sha256, agrees_with_published_values) {
    EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(sha256(std::string(1000000, 'a')),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, of_a_file_is_that_of_its_bytes) {
    std::filesystem::path const path = std::filesystem::temp_directory_path() / "mergerisk_hash_test.bin";
    std::string const content(200000, '\x7f');
    std::ofstream{path, std::ios::binary} << content;
    EXPECT_EQ(std::get<std::string>(sha256_of_file(path)), sha256(content));
    std::ofstream{path, std::ios::binary | std::ios::trunc};
    EXPECT_EQ(std::get<std::string>(sha256_of_file(path)), sha256(""));
    std::filesystem::remove(path);
    EXPECT_EQ(std::get<base::Problem>(sha256_of_file(path)).reason, "cannot read " + path.string());
}

TEST(Sha256, of_a_folder_is_a_problem) {
    EXPECT_TRUE(
        std::holds_alternative<base::Problem>(sha256_of_file(std::filesystem::temp_directory_path())));
}

}  // namespace
}  // namespace mergerisk::archive

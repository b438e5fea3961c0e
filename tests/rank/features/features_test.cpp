#include "papercup/rank/features.hpp"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "papercup/core/error.hpp"
#include "rank/features/common_terms.hpp"
#include "rank/features/terms.hpp"
#include "rank/invented_papers.hpp"

namespace papercup::rank {
namespace {

int frequency_of(const std::vector<Feature>& features, std::uint32_t index) {
  for (const Feature& feature : features) {
    if (feature.index == index) return feature.frequency;
  }
  return 0;
}

TEST(Features, CountATitleTwice) {
  const Features features =
      extract_features(invented_paper(1, "Reward models", "A reward model. Reward!"));
  EXPECT_EQ(frequency_of(features.text, feature_index(word_key("reward"))), 4);
  EXPECT_EQ(frequency_of(features.text, feature_index(word_key("model"))), 3);
  EXPECT_EQ(frequency_of(features.text, feature_index(pair_key("reward", "model"))), 3);
  EXPECT_EQ(features.text.size(), 3u);
}

TEST(Features, FormNoPairOfTheTitleAndTheAbstract) {
  const Features features = extract_features(invented_paper(1, "Reward", "model"));
  EXPECT_EQ(frequency_of(features.text, feature_index(pair_key("reward", "model"))), 0);
  EXPECT_EQ(features.text.size(), 2u);
}

TEST(Features, StopCountingAt31) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "kernel. ";
  EXPECT_EQ(extract_features(invented_paper(1, "", text)).text,
            (std::vector<Feature>{{feature_index(word_key("kernel")), 31}}));
}

TEST(Features, TakeBothNamesOfACategoryForOne) {
  const Features features = extract_features(invented_paper(1, "", "", {}, {"cs.NA", "math.NA"}));
  EXPECT_EQ(features.categories,
            (std::vector<Feature>{{feature_index(category_key("math.NA")), 1}}));
}

TEST(Features, OfAnEmptyPaperAreEmpty) {
  EXPECT_EQ(extract_features(invented_paper(1, "")), Features{});
  EXPECT_EQ(unpack(pack(Features{})), Features{});
}

TEST(Features, AreTheSameAfterPacking) {
  Inventor inventor(11);
  std::size_t seen = 0;
  for (int i = 0; i < 3000; ++i) {
    const Features features = extract_features(inventor.paper(i));
    ASSERT_EQ(unpack(pack(features)), features) << i;
    seen += features.text.size();
  }
  EXPECT_GT(seen, 30000u);
}

TEST(Features, OfAnyFrequencyAndNumberCanBePacked) {
  Inventor inventor(5);
  for (int round = 0; round < 200; ++round) {
    Features features;
    for (auto* block : {&features.text, &features.authors, &features.categories}) {
      for (std::uint32_t feature = inventor.below(9000); feature < kFeatureCount;
           feature += 1 + inventor.below(40000)) {
        block->push_back({feature, static_cast<std::uint8_t>(1 + inventor.below(31))});
      }
    }
    ASSERT_EQ(unpack(pack(features)), features) << round;
  }
}

TEST(Features, AreOrderedAndBelowTheFeatureCount) {
  Inventor inventor(12);
  for (int i = 0; i < 500; ++i) {
    const Features features = extract_features(inventor.paper(i));
    for (const auto* block : {&features.text, &features.authors, &features.categories}) {
      const auto is_out_of_order = [](const Feature& a, const Feature& b) {
        return a.index >= b.index;
      };
      ASSERT_EQ(std::adjacent_find(block->begin(), block->end(), is_out_of_order), block->end());
      ASSERT_TRUE(std::all_of(block->begin(), block->end(), [](const Feature& f) {
        return f.index < kFeatureCount && f.frequency > 0;
      }));
    }
  }
}

TEST(Features, ThatAreDamagedAreAnErrorOfStorage) {
  const std::string whole = pack(extract_features(
      invented_paper(1, "Reward models", "Reward. Reward. Reward.", {"Lena Sørby"}, {"cs.LG"})));
  std::vector<std::string> damaged = {whole + '\0', std::string(20, '\xff')};
  for (std::size_t length = 0; length < whole.size(); ++length) {
    damaged.push_back(whole.substr(0, length));
  }
  for (const std::string& bytes : damaged) {
    try {
      unpack(bytes);
      FAIL() << "accepted " << bytes.size() << " bytes";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::storage);
    }
  }
}

TEST(Features, NeverReadOutsideOfDamagedBytes) {
  Inventor inventor(13);
  std::mt19937 random(6);
  int rejected = 0;
  for (int i = 0; i < 2000; ++i) {
    std::string bytes = pack(extract_features(inventor.paper(i)));
    for (int change = 0; change < 3; ++change) {
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    try {
      unpack(bytes);
    } catch (const Error&) {
      ++rejected;
    }
  }
  EXPECT_GT(rejected, 100);
}

TEST(Features, LeaveOutPairsThatFewPapersHaveAndThisOneOnce) {
  const Features features = extract_features(
      invented_paper(1, "Zymurgy wobble", "Reward model. Quux flummox. Frob nitz. Frob nitz."));
  EXPECT_EQ(frequency_of(features.text, feature_index(pair_key("zymurgy", "wobble"))), 2)
      << "of the title";
  EXPECT_EQ(frequency_of(features.text, feature_index(pair_key("reward", "model"))), 1) << "common";
  EXPECT_EQ(frequency_of(features.text, feature_index(pair_key("frob", "nitz"))), 2)
      << "more than once";
  EXPECT_EQ(frequency_of(features.text, feature_index(pair_key("quux", "flummox"))), 0);
  EXPECT_EQ(frequency_of(features.text, feature_index(word_key("quux"))), 1) << "words stay";
}

TEST(FeatureIndex, OfWordsAndPairsAreThoseOfTheirKeys) {
  EXPECT_EQ(feature_index(word_key("reward")), feature_index(word_key("reward")));
  EXPECT_EQ(feature_index(pair_key("reward", "model")), feature_index(pair_key("reward", "model")));
  EXPECT_LT(hash_of(word_key("reward")), kFirstPairHash);
  EXPECT_GE(hash_of(pair_key("reward", "model")), kFirstPairHash);
}

TEST(FeatureIndex, AreWhatIsStored) {
  EXPECT_EQ(hash_of(word_key("reward")), 208500u);
  EXPECT_EQ(hash_of(pair_key("reward", "model")), 1291472u);
  EXPECT_EQ(hash_of(author_key("sorby, l")), 764343u);
  EXPECT_EQ(hash_of(category_key("cs.LG")), 1018889u);
  EXPECT_EQ(feature_index(word_key("reward")), 470u);
  EXPECT_EQ(feature_index(author_key("sorby, l")), 1048507u);
}

Paper example() {
  return invented_paper(1, "Reward models", "A reward model, a reward. Models in few-shot use.",
                        {"Lena Sorby"}, {"math.NA"});
}

Occurrence of(Evidence kind, std::string label) {
  return occurrence(example(), {kind, std::move(label), 1});
}

TEST(Occurrence, CountsWordsAndPairsInEitherNumber) {
  EXPECT_EQ(of(Evidence::like, "rewards"), (Occurrence{1, 2, false, false}));
  EXPECT_EQ(of(Evidence::like, "reward models"), (Occurrence{1, 1, false, false}));
  EXPECT_EQ(of(Evidence::description, "few-shot"), (Occurrence{0, 1, false, false}));
  EXPECT_FALSE(of(Evidence::like, "comet").is_any());
}

TEST(Occurrence, FindsAuthorsUnderOtherSpellingsAndCategoriesUnderOtherNames) {
  EXPECT_TRUE(of(Evidence::author, "L. Sørby").is_author);
  EXPECT_TRUE(of(Evidence::like, "Lena Sørby").is_author);
  EXPECT_FALSE(of(Evidence::author, "Lars Sørby").is_author);
  EXPECT_TRUE(of(Evidence::category, "cs.NA").is_category);
  EXPECT_FALSE(of(Evidence::category, "cs.LG").is_category);
}

TEST(Occurrence, OfWhatIsNoTermIsNone) {
  EXPECT_FALSE(of(Evidence::other, "2 other terms").is_any());
  EXPECT_FALSE(of(Evidence::intercept, "reward").is_any());
}

}  // namespace
}  // namespace papercup::rank

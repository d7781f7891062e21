"""The comparison with expected results finds what has changed, names it, and overlooks rounding."""
import copy
import unittest

from golden import first_difference, short

EXPECTED = {"trials": 16384, "options": {"merger": {"npv": 10.77, "completes": 0.5411, "payback": None}}}


class FirstDifference(unittest.TestCase):
    def difference(self, **changes):
        found = copy.deepcopy(EXPECTED)
        found["options"]["merger"].update(changes)
        return first_difference(EXPECTED, found)

    def test_overlooks_what_rounding_does(self):
        self.assertIsNone(self.difference())
        self.assertIsNone(self.difference(npv=10.775, completes=0.54116))

    def test_names_the_path_of_a_number_that_has_changed(self):
        self.assertEqual(self.difference(npv=10.8), "results.options.merger.npv: expected 10.77, found 10.8")
        self.assertEqual(self.difference(completes=0.5421),
                         "results.options.merger.completes: expected 0.5411, found 0.5421")

    def test_names_what_has_come_or_gone(self):
        self.assertEqual(self.difference(payback=3.0), "results.options.merger.payback: expected None, found 3.0")
        self.assertEqual(self.difference(margin=0.1), "results.options.merger.margin: is not expected")
        self.assertEqual(first_difference(EXPECTED, {"trials": 16384}), "results.options: is not there any more")

    def test_numbers_are_printed_with_few_digits(self):
        self.assertEqual([short(number) for number in (10.768072, 0.00012345678, -0.0000001, 131072.0, None)],
                         [10.77, 0.000123, 0.0, 131100.0, None])


if __name__ == "__main__":
    unittest.main()

import type { FetchSet, KnownSum, RemoteArchive } from "../fetch_set.ts";

/** Where the challenge page led to for years, and where it leads to now. */
const HOSTS = [
  "https://isic-challenge-data.s3.amazonaws.com",
  "https://isic-archive.s3.amazonaws.com/challenges",
];

/** Name without its ending, bytes, checksum: MD5 and SHA-256 as public download scripts list them; the archive page has none. */
type Row = readonly [name: string, bytes: number, sum: string];

const ROWS_2016: readonly Row[] = [
  ["ISBI2016_ISIC_Part1_Training_Data", 602e6, "2029f387e62dcc062b1370b1efc1f7fb"],
  ["ISBI2016_ISIC_Part1_Training_GroundTruth", 4e6, "fbd77134298f3511479a37bac93109c7"],
  ["ISBI2016_ISIC_Part1_Test_Data", 240e6, "efebcaeaae751007401a40a60d391f93"],
  ["ISBI2016_ISIC_Part1_Test_GroundTruth", 2e6, "492a7711a2e19b96114cab6c96bd1ad5"],
];
const ROWS_2017: readonly Row[] = [
  ["ISIC-2017_Training_Data", 6.2e9, "a14a7e622c67a358797ae59abb8a0b0c"],
  ["ISIC-2017_Training_Part1_GroundTruth", 10e6, "77fdbeb6fbec4139937224416b250f4c"],
  ["ISIC-2017_Validation_Data", .9e9, "8d6419d942112f709894c0d82f6c9038"],
  ["ISIC-2017_Validation_Part1_GroundTruth", 2e6, "64d3e68fa2deeb8a5e89aa8dec2efd44"],
  ["ISIC-2017_Test_v2_Data", 5.5e9, "5f6a0b5e1f2972bd1f5ea02680489f09"],
  ["ISIC-2017_Test_v2_Part1_GroundTruth", 7e6, "b1742de6bd257faca3b2b21a4aa3b781"],
];
const ROWS_2018: readonly Row[] = [
  [
    "ISIC2018_Task1-2_Training_Input",
    11_165_358_566,
    "80f98572347a2d7a376227fa9eb2e4f7459d317cb619865b8b9910c81446675f",
  ],
  [
    "ISIC2018_Task1_Training_GroundTruth",
    27_402_895,
    "99f8b2bb3c4d6af483362010715f7e7d5d122d9f6c02cac0e0d15bef77c7604c",
  ],
  [
    "ISIC2018_Task1-2_Validation_Input",
    239_231_159,
    "0ea920fcfe512d12a6e620b50b50233c059f67b10146e1479c82be58ff15a797",
  ],
  [
    "ISIC2018_Task1_Validation_GroundTruth",
    759_706,
    "f6911e9c0a64e6d687dd3ca466ca927dd5e82145cb2163b7a1e5b37d7a716285",
  ],
  [
    "ISIC2018_Task1-2_Test_Input",
    2_370_457_338,
    "e59ae1f69f4ed16f09db2cb1d76c2a828487b63d28f6ab85997f5616869b127d",
  ],
  [
    "ISIC2018_Task1_Test_GroundTruth",
    9_680_101,
    "2e8f6edce454a5bdee52485e39f92bd6eddf357e81f39018d05512175238ef82",
  ],
];

/** Skin Lesion Analysis challenges, lesion segmentation. */
export const ISIC: readonly FetchSet[] = [
  challenge(2016, ROWS_2016, "900 training and 379 test images", "CC0"),
  challenge(2017, ROWS_2017, "2000 training, 150 validation, 600 test images", "CC0"),
  challenge(
    2018,
    ROWS_2018,
    "2594 training, 100 validation, 1000 test images",
    "CC BY-NC 4.0; LICENSE.txt in the archives has it",
  ),
];

function challenge(year: number, rows: readonly Row[], images: string, licence: string): FetchSet {
  const root = `ISIC${year}`;
  return {
    name: `isic${year}`,
    title: `ISIC ${year} lesion segmentation: ${images}`,
    licence,
    page: `https://challenge.isic-archive.com/data/#${year}`,
    root,
    use: `deno task train configs/isic${year}.yaml`,
    archives: rows.map(([name, bytes, sum]): RemoteArchive => ({
      name: `${name}.zip`,
      urls: HOSTS.map((host) => `${host}/${year}/${name}.zip`),
      bytes,
      known: knownSum(sum),
      to: `${root}/${name}`,
    })),
  };
}

function knownSum(sum: string): KnownSum {
  return { algorithm: sum.length === 32 ? "md5" : "sha256", sum };
}

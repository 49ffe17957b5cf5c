import type { FetchSet } from "../fetch_set.ts";

/** Chest X-rays of the National Library of Medicine; the SHA-256 is the one that torch-em lists. */
export const MONTGOMERY: FetchSet = {
  name: "montgomery",
  title: "Montgomery County chest X-rays: 138 images with both lungs outlined",
  licence: "research, with citation, as the archive's readme states",
  page: "https://lhncbc.nlm.nih.gov/LHC-downloads/downloads.html#tuberculosis-image-data-sets",
  root: "Montgomery",
  use: "deno task train configs/montgomery.yaml",
  archives: [{
    name: "NLM-MontgomeryCXRSet.zip",
    urls: ["https://openi.nlm.nih.gov/imgs/collections/NLM-MontgomeryCXRSet.zip"],
    bytes: 617e6,
    known: {
      algorithm: "sha256",
      sum: "54601e952315d8f67383e9202a6e145997ade429f54f7e0af44b4e158714f424",
    },
    to: "Montgomery/MontgomerySet",
  }],
};

/** Behind a form. */
export const PH2: FetchSet = {
  name: "ph2",
  title: "PH2 dermoscopy: 200 images with the lesion outlined",
  licence: "research and benchmarking",
  page: "https://www.fc.up.pt/addi/ph2%20database.html",
  root: "PH2",
  use: "deno task train configs/isic2016-ph2.yaml",
  archives: [],
  steps: [
    "Open the page above, fill in the form and follow the link that it gives to PH2Dataset.rar",
    "Unpack it into {root}: unrar x PH2Dataset.rar {root}/ (or 7z x PH2Dataset.rar -o{root})",
    "There is now {root}/PH2Dataset/PH2 Dataset images/IMD002/, and 199 folders beside it",
  ],
};

/** Behind a login. */
export const DIGESTPATH: FetchSet = {
  name: "digestpath",
  title: "DigestPath 2019 colonoscopy tissue: 250 images with lesions outlined, 410 without",
  licence: "the challenge's rules, told after signing in",
  page: "https://digestpath2019.grand-challenge.org/Dataset/",
  root: "DigestPath",
  use: "deno task train configs/digestpath.yaml",
  archives: [],
  steps: [
    "Make an account at https://grand-challenge.org, sign in, and join the challenge on the page above",
    "Accept its rules, and download tissue-train-pos-v1.zip (and tissue-train-neg.zip) of the tissue segmentation task",
    "Unpack: unzip tissue-train-pos-v1.zip -d {root}; unzip tissue-train-neg.zip -d {root}",
    "There are now {root}/tissue-train-pos-v1/NAME.jpg and NAME_mask.jpg, and {root}/tissue-train-neg/NAME.jpg",
  ],
};

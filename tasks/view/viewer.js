// Runs in the page, after NiiVue: `niivue` is the library, `#data` says what is shown, `#volume-ID` holds a NIfTI file in base64.
/* global niivue */
(async () => {
  const $ = (id) => document.getElementById(id);
  const { overlays, start } = JSON.parse($("data").textContent);
  const { Niivue, NVImage, SLICE_TYPE, SHOW_RENDER, MULTIPLANAR_TYPE } = niivue;
  const viewer = new Niivue({
    isRadiologicalConvention: true,
    sagittalNoseLeft: true,
    backColor: [0, 0, 0, 1],
    fontColor: [1, .8, .25, 1],
    crosshairColor: [.35, .75, 1, .8],
    crosshairWidth: .4,
    crosshairWidthUnit: "percent",
    multiplanarShowRender: SHOW_RENDER.ALWAYS,
    multiplanarLayout: MULTIPLANAR_TYPE.GRID,
    dragAndDropEnabled: false,
    scrollRequiresFocus: true,
    loadingText: "",
    logLevel: "error",
  });
  // Kept after it is drawn, so that the browser can save the picture
  if (!$("canvas").getContext("webgl2", { antialias: true, preserveDrawingBuffer: true })) {
    $("place").textContent = "This browser shows no volumes: WebGL 2 is off or missing";
    return;
  }
  await viewer.attachToCanvas($("canvas"));

  /** Reads what stands in the page, and lets go of the text. */
  async function load(id, more) {
    const holder = $(`volume-${id}`);
    const volume = await NVImage.loadFromBase64({
      base64: holder.textContent,
      name: `${id}.nii.gz`,
      ...more,
    });
    holder.remove();
    return volume;
  }

  /** Class ids to colours, 0 to nothing. */
  function colormap(entries) {
    const channel = (c) => [0, ...entries.map(({ color }) => color[c])];
    return {
      R: channel(0),
      G: channel(1),
      B: channel(2),
      A: [0, ...entries.map(() => 255)],
      I: [0, ...entries.map(({ id }) => id)],
      labels: ["", ...entries.map(({ name }) => name)],
    };
  }

  const image = await load("image", { colormap: "gray" });
  viewer.addVolume(image);
  for (const { id, entries } of overlays) {
    const volume = await load(id, entries ? {} : { colormap: "inferno", cal_min: .1, cal_max: 1 });
    if (entries) volume.setColormapLabel(colormap(entries));
    volume.opacity = opacityOf(id);
    viewer.addVolume(volume);
  }

  function opacityOf(id) {
    return $(`show-${id}`).checked ? Number($(`opacity-${id}`).value) / 100 : 0;
  }

  // Overlays
  ["image", ...overlays.map(({ id }) => id)].forEach((id, i) => {
    const apply = () => viewer.setOpacity(i, opacityOf(id));
    $(`show-${id}`).addEventListener("change", apply);
    $(`opacity-${id}`).addEventListener("input", apply);
  });
  const uncertain = overlays.findIndex(({ entries }) => !entries);
  $("threshold")?.addEventListener("input", ({ target }) => {
    viewer.volumes[uncertain + 1].cal_min = Number(target.value) / 100;
    $("threshold-value").textContent = `from ${target.value} %`;
    viewer.updateGLVolume();
  });
  $("smooth").addEventListener("change", ({ target }) => viewer.setInterpolation(!target.checked));

  // What is seen
  const layouts = { all: SLICE_TYPE.MULTIPLANAR, ...SLICE_TYPE };
  $("layout").addEventListener("change", ({ target }) => viewer.setSliceType(layouts[target.value]));

  // Grey levels, in steps of the range of the image
  const { global_min: least, global_max: most, cal_min: black, cal_max: white } = image;
  const range = most - least || 1, levels = [["black", "cal_min", black], ["white", "cal_max", white]];
  for (const [id, key, usual] of levels) {
    const slider = $(id),
      show = () => {
        image[key] = least + Number(slider.value) / 1000 * range;
        if (image.cal_max <= image.cal_min) image.cal_max = image.cal_min + range / 1000;
        viewer.updateGLVolume();
      };
    slider.value = String(1000 * (usual - least) / range);
    slider.addEventListener("input", show);
  }

  // Slices
  const counts = image.dimsRAS.slice(1, 4), sliders = ["slice-x", "slice-y", "slice-z"].map($);
  sliders.forEach((slider, axis) => {
    slider.max = String(counts[axis] - 1);
    slider.addEventListener("input", () => {
      viewer.scene.crosshairPos[axis] = (Number(slider.value) + .5) / counts[axis];
      viewer.drawScene();
      viewer.createOnLocationChange();
    });
  });

  /** Says where the cross is and what is there. */
  viewer.onLocationChange = ({ mm, values }) => {
    sliders.forEach((slider, axis) => {
      slider.value = String(Math.floor(viewer.scene.crosshairPos[axis] * counts[axis]));
    });
    const point = ["R", "A", "S"].map((letter, i) => `${letter} ${mm[i].toFixed(1)}`).join(", ");
    const found = overlays.map(({ title, entries }, i) => {
      const value = values[i + 1]?.value ?? 0;
      if (!entries) return `${title.toLowerCase()} ${value.toFixed(2)}`;
      return `${title.toLowerCase()} ${entries.find(({ id }) => id === Math.round(value))?.name ?? "–"}`;
    });
    const grey = Number((values[0]?.value ?? 0).toPrecision(4));
    $("place").textContent = [`${point} mm`, `image ${grey}`, ...found].join(" · ");
  };

  viewer.setInterpolation(false);
  viewer.setSliceType(SLICE_TYPE.MULTIPLANAR);
  if (start) viewer.scene.crosshairPos = viewer.mm2frac(start);
  viewer.updateGLVolume();
  viewer.createOnLocationChange();
  document.documentElement.dataset.drawn = "true";
})();

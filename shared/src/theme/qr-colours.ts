/** A QR code keeps its own colours in every theme: cameras expect dark modules on light paper. */
export const qrPaper = '#ffffff';
export const qrInk = '#000000';

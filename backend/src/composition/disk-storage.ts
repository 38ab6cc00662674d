/** By itself: whoever wants a folder alone need not load the clients of everything that ports.ts connects. */
export { makeDiskStorage } from '../adapters/storage/disk.adapter.ts';

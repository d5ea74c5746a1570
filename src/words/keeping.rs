//! The library, exports, captions, the queue of files: the words.

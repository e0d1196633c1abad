"""OpenCV is there when it is asked for, and always the same."""

import cv2

from studio.core.opencv import opencv


def test_it_is_opencv_every_time():
    assert opencv() is cv2
    assert opencv() is opencv()

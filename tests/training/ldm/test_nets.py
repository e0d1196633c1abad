"""The networks are of diffusers' classes, of the size that they should be."""

from __future__ import annotations

from studio.training.ldm import nets
from studio.training.ldm.tokens import LENGTH, tokenizer


def test_the_usual_unet_has_fifteen_to_thirty_million_weights_and_attention_at_the_lower_sizes() -> None:
    net = nets.unet(32, 96, 256)
    assert 15e6 < sum(weight.numel() for weight in net.parameters()) < 30e6
    assert net.config.block_out_channels == (96, 192, 256)
    assert not hasattr(net.down_blocks[0], "attentions")


def test_the_text_encoder_reads_a_whole_caption() -> None:
    words = tokenizer()
    net = nets.text_encoder(words, 64, 2)
    assert net.config.max_position_embeddings == LENGTH
    assert net.config.eos_token_id == words.eos_token_id


def test_a_unet_for_masks_is_left_as_it_is() -> None:
    net = nets.unet(8, 32, 32, 9)
    assert nets.for_masks(net) is net

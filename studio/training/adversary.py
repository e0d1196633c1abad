"""What the two networks of a GAN want: the critic to tell true pictures from made ones, the painter to be believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.training.rules import Loss

if TYPE_CHECKING:
    import torch

    from studio.training.critic import Critic


def critic_loss(loss: Loss, true: torch.Tensor, made: torch.Tensor) -> torch.Tensor:
    """`true` and `made` (B,) are logits. The first two: −log D(x) − log(1 − D(G(z))), Goodfellow et al. (2014),
    equation 1; hinge: Lim and Ye (2017); wgan: Arjovsky et al. (2017), equation 2."""
    from torch.nn.functional import relu, softplus

    if loss is Loss.WGAN:
        return made.mean() - true.mean()
    if loss is Loss.HINGE:
        return relu(1 - true).mean() + relu(1 + made).mean()
    return softplus(-true).mean() + softplus(made).mean()


def painter_loss(loss: Loss, made: torch.Tensor) -> torch.Tensor:
    """Saturating: log(1 − D(G(z))), whose slope is nothing where the critic is sure; non-saturating: −log D(G(z)),
    as the same paper advises in its section 3; hinge and wgan: −D(G(z))."""
    from torch.nn.functional import softplus

    if loss is Loss.SATURATING:
        return -softplus(made).mean()
    if loss is Loss.NON_SATURATING:
        return softplus(-made).mean()
    return -made.mean()


def r1(true: torch.Tensor, pictures: torch.Tensor) -> torch.Tensor:
    """½ E‖∇D(x)‖², Mescheder et al., "Which Training Methods for GANs do actually Converge?" (2018), equation 9.
    `pictures` must require their gradient, and `true` be the logits of them."""
    import torch

    (slope,) = torch.autograd.grad(true.sum(), pictures, create_graph=True)
    return 0.5 * slope.square().sum((1, 2, 3)).mean()


def gradient_penalty(critic: Critic, pictures: torch.Tensor, made: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """E(‖∇D(x̂)‖ − 1)² between true and made, Gulrajani et al., "Improved Training of Wasserstein GANs" (2017),
    algorithm 1."""
    import torch

    share = torch.rand(len(pictures), 1, 1, 1, device=pictures.device)
    between = (share * pictures + (1 - share) * made).requires_grad_()
    (slope,) = torch.autograd.grad(critic(between, y).logit.sum(), between, create_graph=True)
    penalty: torch.Tensor = (slope.flatten(1).norm(dim=1) - 1).square().mean()
    return penalty
